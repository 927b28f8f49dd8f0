import { ORDERS } from './console/console.js';
import { FREEZE_KINDS, FREEZE_SCOPES } from './oracle/freeze-rules.js';
import { PLAN_KINDS } from './oracle/plan-kinds.js';
import { RELEASE_WAYS, TARGET_WAYS } from './oracle/tables.js';
import { VERDICTS } from './words.js';
import { FAULTS } from './world/scenario.js';

const REFUSALS = [
  ...['ILLEGAL_TRANSITION', 'NODES_CLAIMED', 'RELEASE_CHANGED', 'STALE', 'OWN_WORK', 'NOT_WAITING'],
  ...[
    'PAUSED_FOR_A_REASON',
    'WAITS_FOR_PROMOTION',
    'NOTHING_TO_ROLL_BACK_TO',
    'NOT_THE_LATEST',
    'NO_NODES',
    'NOTHING_TO_RETRY',
    'NOTHING_TO_SKIP',
  ],
  ...[
    'EMERGENCY_STOP',
    'ENVIRONMENT_FROZEN',
    'VERSION_WITHDRAWN',
    'VALIDATION_FAILED',
    'ROLLBACK_BARRIER',
    'NODES_GREW',
  ],
  ...['NOT_SOAKED', 'NOTHING_TO_OVERRIDE', 'IDEMPOTENCY_KEY_REUSED', 'NOT_AN_APPROVER'],
];
const SOAK = [
  ...['refused:absent', 'refused:fresh', 'refused:taken_back', 'waits', 'begun', 'way_back'],
  'overridden',
];
const PAUSES = [
  ...['step', 'person', 'failures', 'no_evidence', 'no_room', 'network'],
  ...['withdrawn', 'no_way_back', 'emergency', 'analysis_fail', 'analysis_inconclusive'],
];
/** What became of steps that are judged, and of words that come when they are over. */
const ANALYSES = [
  ...['passed', 'promoted', 'resumed', 'inconclusive', 'stale'],
  ...['failed_back', 'failed_paused', 'failed_no_way_back', 'failed_at_pause'],
];
/** Why nodes are passed by, and why they are not seen back. */
const SKIPS = ['NODE_OFFLINE', 'NODE_HELD', 'NODE_LEFT', 'NODE_QUARANTINED'];
const STRAGGLERS = ['NOT_SEEN_BACK', 'NOTHING_TO_GO_BACK_TO', 'INTEGRITY_MISMATCH'];
const BUILDS = ['bad', 'breaks', 'withdrawn'];

/** Everything that a large run must have seen often enough to prove something about it. */
export function expectedHits(): readonly string[] {
  return [
    ...waysOf('release', RELEASE_WAYS),
    ...waysOf('target', TARGET_WAYS),
    ...FAULTS.map((kind) => `fault:${kind}`),
    ...REFUSALS.map((code) => `refusal:${code}`),
    ...PAUSES.map((kind) => `pause:${kind}`),
    ...['failures', 'person', 'analysis'].map((trigger) => `back:${trigger}`),
    ...SKIPS.map((code) => `skipped:${code}`),
    ...STRAGGLERS.map((code) => `revert_failed:${code}`),
    ...ORDERS.map((order) => `order:${order}`),
    ...BUILDS.map((kind) => `build:${kind}`),
    ...PLAN_KINDS.map((kind) => `plan:${kind}`),
    ...freezeHits(),
    ...['again:changed', 'again:made', 'reused'].map((what) => `key:${what}`),
    ...SOAK.map((what) => `soak:${what}`),
    ...[...VERDICTS, 'silent', 'late'].map((word) => `judge:${word}`),
    ...ANALYSES.map((what) => `analysis:${what}`),
    ...['asked', 'unasked'].map((what) => `policy:${what}`),
    ...['people:twice', 'event:targets.joined', 'look:again', 'write:undone', 'write:unstaged'],
  ];
}

function freezeHits(): readonly string[] {
  const ofEachKind = ['refused', 'waits', 'held'].flatMap((what) =>
    FREEZE_KINDS.map((kind) => `${what}:${kind}`),
  );
  const others = [
    'over:by_hand',
    'over:once',
    'over:weekly',
    'overridden',
    'way_back',
    'goes_back',
    'goes_on',
  ];
  return [...ofEachKind, ...others, ...FREEZE_SCOPES.map((scope) => `scope:${scope}`)].map(
    (what) => `freeze:${what}`,
  );
}

/** In fewer schedules something may be missing by chance. */
const JUDGED_FROM = 100_000;

/** What was seen more rarely than `per100k` times in 100,000 schedules; short runs say nothing about that. */
export function tooRare(
  hits: ReadonlyMap<string, number>,
  schedules: number,
  per100k: number,
): readonly { readonly name: string; readonly times: number }[] {
  if (schedules < JUDGED_FROM) return [];
  const demand = Math.floor((per100k * schedules) / 100_000);
  return expectedHits()
    .map((name) => ({ name, times: hits.get(name) ?? 0 }))
    .filter(({ times }) => times < demand);
}

function waysOf(kind: string, ways: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(ways).flatMap(([from, ends]) => ends.map((to) => `${kind}:${from}>${to}`));
}
