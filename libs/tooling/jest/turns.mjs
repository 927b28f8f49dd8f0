/**
 * Specs that mostly wait, and take turns in `npm test`: those of one turn a day. `npm run test:whole` and Jest by
 * itself leave none out.
 * @type {Readonly<Record<string, readonly (readonly string[])[]>>}
 */
export const TURNS = {
  api: [
    ['src/platform/database/embedded/embedded-postgres.spec.ts'],
    ['src/platform/outgoing/outgoing.spec.ts'],
    ['src/platform/auth-guard/access-tokens.spec.ts'],
    ['src/config/content/size.spec.ts'],
  ],
  tooling: [
    ['src/fleet/agent-upgrade.spec.ts'],
    ['src/rules/regexes.spec.ts'],
    ['src/bench/judge/judge-bench.spec.ts'],
  ],
  agent: [
    ['test/side-by-side.spec.ts', 'test/config-removal.spec.ts', 'test/rc.spec.ts'],
    ['test/self-upgrade.spec.ts', 'test/self-crash.spec.ts'],
    ['test/going-back.spec.ts', 'test/archive.spec.ts', 'test/disk.spec.ts'],
    ['test/measuring.spec.ts', 'test/config-files.spec.ts'],
  ],
  'api-db': [
    [
      'src/auth/oidc/oidc-outage.db-spec.ts',
      'src/bins/running.db-spec.ts',
      'src/bins/scrubber.db-spec.ts',
      'src/ci/every-order.db-spec.ts',
      'src/config/instances/instances.db-spec.ts',
      'src/config/publications/publishing.db-spec.ts',
      'src/config/search/config-search.db-spec.ts',
      'src/monitoring/store/partitions.db-spec.ts',
      'src/nodes/credentials/enrolment.db-spec.ts',
      'src/nodes/holds/node-holds.db-spec.ts',
      'src/releases/engine/claims.db-spec.ts',
      'src/releases/engine/held-nodes.db-spec.ts',
      'src/releases/engine/shutdown.db-spec.ts',
      'src/releases/engine/stopped.db-spec.ts',
      'test/idempotency.db-spec.ts',
      'test/process/start.db-spec.ts',
    ],
    [
      'src/approvals/policy-migration.db-spec.ts',
      'src/auth/sessions.db-spec.ts',
      'src/ci/localized-migration.db-spec.ts',
      'src/config/delivery/delivery.db-spec.ts',
      'src/nodes/baselines/baselines.db-spec.ts',
      'src/nodes/identity/cloned-agents.db-spec.ts',
      'src/nodes/protocol/seed-agent.db-spec.ts',
      'src/notifications/vendors/answers.db-spec.ts',
      'src/platform/database/cut-off.db-spec.ts',
      'src/platform/secrets/secrets.db-spec.ts',
      'src/projects/projects.db-spec.ts',
      'src/releases/analysis/analysis.db-spec.ts',
      'src/releases/engine/faults.db-spec.ts',
      'test/edge/bodies.db-spec.ts',
      'test/edge/smuggling.db-spec.ts',
      'test/edge/writes.db-spec.ts',
    ],
    [
      'src/audit/chain/chain.db-spec.ts',
      'src/auth/oidc/oidc-links.db-spec.ts',
      'src/auth/second-factor.db-spec.ts',
      'src/ci/jenkinsfile.db-spec.ts',
      'src/config/exchange/exchange.db-spec.ts',
      'src/monitoring/alerts/alerts.db-spec.ts',
      'src/monitoring/otlp/otlp.db-spec.ts',
      'src/nodes/drift/drift.db-spec.ts',
      'src/nodes/presence/presence.db-spec.ts',
      'src/nodes/protocol/seed-protocol.db-spec.ts',
      'src/nodes/protocol/waiting.db-spec.ts',
      'src/releases/engine/evidence.db-spec.ts',
      'src/releases/engine/hearing.db-spec.ts',
      'src/releases/every-order.db-spec.ts',
      'src/releases/planning/rollback.db-spec.ts',
      'test/edge/slow-clients.db-spec.ts',
      'test/moments.db-spec.ts',
      'test/sim/console-contract.db-spec.ts',
    ],
    [
      'src/bins/blobs/blob-sweeper.db-spec.ts',
      'src/bins/upload-memory.db-spec.ts',
      'src/ci/crash.db-spec.ts',
      'src/ci/imports/second-news.db-spec.ts',
      'src/config/editing/editing.db-spec.ts',
      'src/config/secrets/config-secrets.db-spec.ts',
      'src/notifications/telling.db-spec.ts',
      'src/platform/database/pool.db-spec.ts',
      'src/releases/analysis/asked-checks.db-spec.ts',
      'src/releases/emergency/emergency-stop.db-spec.ts',
      'src/releases/engine/freezes.db-spec.ts',
      'src/releases/insight/action-rehearsal.db-spec.ts',
      'test/access/unusual-addresses.db-spec.ts',
      'test/races/races.db-spec.ts',
    ],
    [
      'src/auth/oidc/oidc-forgeries.db-spec.ts',
      'src/bins/uploads.db-spec.ts',
      'src/ci/asking/odd-jobs.db-spec.ts',
      'src/config/versions/layers.db-spec.ts',
      'src/nodes/protocol/revoked-downloads.db-spec.ts',
      'src/notifications/sending/recipients.db-spec.ts',
      'src/notifications/sending/sending.db-spec.ts',
      'src/projects/promotion-rules.db-spec.ts',
      'src/releases/approval/approvals.db-spec.ts',
      'src/releases/engine/promotion-rule.db-spec.ts',
      'src/releases/engine/side-by-side.db-spec.ts',
      'src/releases/store/candidates.db-spec.ts',
      'test/canaries/canaries.db-spec.ts',
      'test/rc/rc-terminal.db-spec.ts',
    ],
    [
      'src/auth/users.db-spec.ts',
      'src/bins/downloads.db-spec.ts',
      'src/ci/github.db-spec.ts',
      'src/ci/imports/makers.db-spec.ts',
      'src/monitoring/alerts/alert-rules.db-spec.ts',
      'src/monitoring/intake/measurement-intake.db-spec.ts',
      'src/nodes/protocol/older-agents.db-spec.ts',
      'src/notifications/personal/my-notifications.db-spec.ts',
      'src/releases/engine/changing-world.db-spec.ts',
      'src/releases/engine/lanes.db-spec.ts',
      'src/releases/engine/silence.db-spec.ts',
      'src/releases/expected/expected-times.db-spec.ts',
      'src/releases/store/one-writer.db-spec.ts',
      'src/releases/templates/strategy-templates.db-spec.ts',
      'test/http-edge.db-spec.ts',
      'test/migrations-interrupted.db-spec.ts',
      'test/rc/rc-releases.db-spec.ts',
    ],
    [
      'src/auth/oidc/oidc-sign-in.db-spec.ts',
      'src/auth/passwords.db-spec.ts',
      'src/auth/tokens/tokens.db-spec.ts',
      'src/bins/names-on-disk.db-spec.ts',
      'src/ci/gitlab.db-spec.ts',
      'src/monitoring/figures/figures.db-spec.ts',
      'src/nodes/desired/desired-state.db-spec.ts',
      'src/nodes/observed/report-writer.db-spec.ts',
      'src/nodes/protocol/large-numbers.db-spec.ts',
      'src/notifications/channels/channels.db-spec.ts',
      'src/notifications/sending/ending.db-spec.ts',
      'src/notifications/sending/failing.db-spec.ts',
      'src/projects/freezes/freezes.db-spec.ts',
      'src/releases/engine/forged-reports.db-spec.ts',
      'src/releases/lost-rights.db-spec.ts',
      'src/releases/release-revisions.db-spec.ts',
      'test/edge/callers.db-spec.ts',
    ],
    [
      'src/auth/login-limit.db-spec.ts',
      'src/ci/asking/asking.db-spec.ts',
      'src/ci/intake/unread-calls.db-spec.ts',
      'src/config/files/config-files.db-spec.ts',
      'src/monitoring/exposition/console-metrics.db-spec.ts',
      'src/monitoring/prometheus/prometheus.db-spec.ts',
      'src/nodes/fleet/nodes.db-spec.ts',
      'src/nodes/protocol/idle-cost.db-spec.ts',
      'src/notifications/sending/digests.db-spec.ts',
      'src/notifications/sending/holding.db-spec.ts',
      'src/projects/roles.db-spec.ts',
      'src/releases/engine/cost-of-a-look.db-spec.ts',
      'src/releases/engine/database-restarts.db-spec.ts',
      'src/releases/insight/insight.db-spec.ts',
      'test/edge/refusals.db-spec.ts',
      'test/sql-injection.db-spec.ts',
    ],
  ],
};

const DAY_MS = 86_400_000;

/** The number of this day, by which all that takes turns knows its own. */
export const today = () => Math.floor(Date.now() / DAY_MS);

/** @type {readonly (readonly string[])[]} */
const PARTS = [
  ['apps/api/src'],
  ['apps/web', 'eslint.config.js'],
  ['apps/api/test', 'apps/api/migrations', 'apps/agent', 'libs'],
];

/**
 * What is linted in a run that takes turns.
 * @param {number} day
 * @returns {readonly string[]}
 */
export function lintedOn(day) {
  return PARTS[day % PARTS.length] ?? ['.'];
}

/**
 * Whose format is looked at: a part that is not linted on that day, and what never is.
 * @param {number} day
 * @returns {readonly string[]}
 */
export function formattedOn(day) {
  return [...lintedOn(day + 1), 'docs', 'apps/api/*.json', '*.{md,json,yml,yaml}'];
}

/**
 * Suites that take long for the little that they can do in a run have every other day.
 * @param {0 | 1 | undefined} turn undefined for those that are always run
 * @param {number} day
 */
export const isSuitesTurn = (turn, day) => turn === undefined || turn === day % 2;

/**
 * What a run that takes turns leaves to other days.
 * @param {string} room
 * @param {number} day
 * @returns {readonly string[]}
 */
export function notOn(room, day) {
  const turns = TURNS[room] ?? [];
  return turns.filter((_, turn) => turn !== day % turns.length).flat();
}
