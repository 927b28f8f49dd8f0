import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { draftRollout, evolve, type ReleaseEvent, type Rollout } from '@release-console/rollout-core';
import type pg from 'pg';
import { NEW, NODES, OLD } from './story.js';

interface ReleaseRow {
  readonly id: string;
  readonly status: string;
  readonly revision: number;
  readonly event_seq: number;
  readonly rollout: Rollout;
}

interface EventRow {
  readonly seq: number;
  readonly at: Date;
  readonly type: string;
  readonly data: ReleaseEvent;
}

/** What is wrong with what is stored, at whatever moment the console died; empty when all of it agrees. */
export async function faultsOf(client: pg.Client): Promise<readonly string[]> {
  const { rows: releases } = await client.query<ReleaseRow>(
    'SELECT id, status, revision, event_seq, rollout FROM releases ORDER BY number',
  );
  if (releases.length > 1) return [`${releases.length} releases were created`];
  const [release] = releases;
  return [
    ...(await keyFaults(client, release)),
    ...(release ? await releaseFaults(client, release) : []),
    ...(await desiredFaults(client)),
  ];
}

async function releaseFaults(client: pg.Client, release: ReleaseRow): Promise<readonly string[]> {
  const { rows: events } = await client.query<EventRow>(
    'SELECT seq, at, type, data FROM release_events WHERE release_id = $1 ORDER BY seq',
    [release.id],
  );
  const { rollout } = release;
  const faults: string[] = [];
  const isUnbroken =
    events.length === release.event_seq && events.every(({ seq }, index) => seq === index + 1);
  if (!isUnbroken)
    faults.push(`the history has ${events.length} events, the release counts ${release.event_seq}`);
  const folded = events.reduce(
    (state, { data, at }) => evolve(state, data, at.getTime()),
    draftRollout(rollout.plan),
  );
  for (const key of ['status', 'step', 'waves', 'groups', 'down', 'pause'] as const)
    if (!isDeepStrictEqual(plain(folded[key]), plain(rollout[key])))
      faults.push(
        `the fold of the history has another ${key}: ${JSON.stringify([folded[key], rollout[key]])}`,
      );
  if (release.status !== rollout.status || release.revision !== rollout.revision)
    faults.push('the row of the release is not what its state says');
  return [
    ...faults,
    ...onceFaults(events),
    ...(await auditFaults(client, release.id, events)),
    ...(await targetFaults(client, release)),
  ];
}

const ONCE = [
  ...['release.submitted', 'release.approved', 'release.deployed', 'release.resumed'],
  ...['rollback.started', 'release.finished'],
];

function onceFaults(events: readonly EventRow[]): readonly string[] {
  return ONCE.flatMap((name) => {
    const times = events.filter(({ type }) => type === name).length;
    return times > 1 ? [`${name} happened ${times} times`] : [];
  });
}

/** Every decision that is more than reports of nodes has its entry, each approval of a person too, and there are no others. */
async function auditFaults(
  client: pg.Client,
  id: string,
  events: readonly EventRow[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ action: string }>(
    `SELECT action FROM audit_entries WHERE subject_type = 'release' AND subject_id = $1 AND action <> 'release.created' ORDER BY seq`,
    [id],
  );
  const { rows: approvals } = await client.query(
    "SELECT 1 FROM release_approvals WHERE release_id = $1 AND verdict = 'approved'",
    [id],
  );
  const told = [
    ...events.flatMap(({ type }) => (type === 'targets.changed' ? [] : [type])),
    ...approvals.map(() => 'release.approval_given'),
  ];
  const audited = rows.map(({ action }) => action);
  return isDeepStrictEqual([...told].sort(), [...audited].sort())
    ? []
    : [`the audit says ${audited.join(' ')}, the history ${told.join(' ')}`];
}

async function targetFaults(client: pg.Client, { id, rollout }: ReleaseRow): Promise<readonly string[]> {
  const { rows } = await client.query<{ wave: number; status: string; n: number }>(
    'SELECT wave, status, count(*)::int AS n FROM release_targets WHERE release_id = $1 GROUP BY wave, status',
    [id],
  );
  const stored = rows.map(({ wave, status, n }) => `${wave} ${status} ${n}`).sort();
  const counted = rollout.waves
    .flatMap(({ counts }, wave) =>
      Object.entries(counts).flatMap(([status, n]) => (n > 0 ? [`${wave} ${status} ${n}`] : [])),
    )
    .sort();
  return isDeepStrictEqual(stored, counted)
    ? []
    : [`the targets are ${stored.join(', ')}, the release counts ${counted.join(', ')}`];
}

/** The generation that a target remembers is the one that its node was given, and none was given twice. */
async function desiredFaults(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{
    node: string;
    generation: number;
    told: number | null;
    sha256: string;
  }>(
    `SELECT d.node_id AS node, d.generation::int AS generation, d.sha256, b.generation::int AS told
     FROM desired_state d LEFT JOIN release_target_bins b ON b.node_id = d.node_id AND b.bin_id = d.bin_id`,
  );
  return rows.flatMap(({ node, generation, told, sha256 }) => {
    const expected = [OLD, NEW, OLD][generation - 1];
    if (sha256 !== expected) return [`${node} should run ${sha256.slice(0, 8)} by generation ${generation}`];
    return (told ?? 0) === (generation === 1 ? 0 : generation)
      ? []
      : [`${node} has generation ${generation}, its target remembers ${told}`];
  });
}

/** An answer that is kept stands for something that happened: a key of `create` for a release, of an order for its event. */
async function keyFaults(client: pg.Client, release: ReleaseRow | undefined): Promise<readonly string[]> {
  const { rows: keys } = await client.query<{ key: string }>('SELECT key FROM idempotency_keys');
  const { rows: events } = await client.query<{ type: string }>('SELECT type FROM release_events');
  const types = new Set(events.map(({ type }) => type));
  const kept = new Set(keys.map(({ key }) => key));
  const faults =
    kept.has('create') === (release !== undefined) ? [] : ['the key of create and the release disagree'];
  for (const [key, type] of Object.entries(EVENT_OF))
    if (kept.has(key) !== types.has(type)) faults.push(`the key of ${key} and ${type} disagree`);
  return faults;
}

const EVENT_OF = {
  submit: 'release.submitted',
  approve: 'release.approved',
  deploy: 'release.deployed',
  resume: 'release.resumed',
  rollback: 'rollback.started',
};

/** At the end of the story: all are back, and each host has acted on each generation once. */
export async function endFaults(client: pg.Client, actedFile: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ status: string }>('SELECT status FROM releases');
  const faults = rows[0]?.status === 'rolled_back' ? [] : [`the release ended as ${rows[0]?.status}`];
  const acted = readFileSync(actedFile, 'utf8').trim().split('\n').sort();
  const expected = NODES.flatMap((id) => [`${id} 2 ${NEW}`, `${id} 3 ${OLD}`]).sort();
  return isDeepStrictEqual(acted, expected) ? faults : [...faults, `the hosts acted as ${acted.join(', ')}`];
}

function plain(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}
