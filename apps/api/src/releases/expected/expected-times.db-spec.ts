import { rowsOf } from '../../../test/bench/meter.js';
import type { Answer } from '../../../test/with-console.js';
import { Database } from '../../platform/database/index.js';
import { withReleaseWorld } from '../releases.fixtures.js';
import { MeasuredNodesReadModel, MOST_MEASURED } from './measured-nodes.read-model.js';

const FLEET = 6_000;
const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' }, maxUnavailable: '100%' };

describe('the times that a preview expects', () => {
  const world = withReleaseWorld(4);

  async function previewOf(change: object = {}): Promise<Answer['body']> {
    const { status, body } = await world.manager.call(
      'POST',
      '/releases/preview',
      world.draft('3.0.0', change),
    );
    expect(status).toBe(200);
    return body;
  }

  async function completed(version: string, change: object): Promise<string> {
    world.markGood(version);
    const id = await world.deployed(version, change);
    await world.until(id, ({ status }) => status === 'completed');
    return id;
  }

  /** As if each node had taken its own time, in the order of their ranks. */
  async function took(id: string, seconds: readonly number[], settleSeconds = 0): Promise<void> {
    await world.query(
      `UPDATE release_targets SET ready_since = assigned_at + 1000 * ($2::int[])[rank + 1],
         since = assigned_at + 1000 * (($2::int[])[rank + 1] + $3::int) WHERE release_id = $1`,
      [id, seconds, settleSeconds],
    );
  }

  it('are assumed where nothing was measured, and count the waits for people', async () => {
    const { expected, steps, waves } = await previewOf();
    expect(expected).toMatchObject({
      ...{ basis: 'assumed', measuredNodes: 0, waitsForPeople: 1, closedSeconds: 0, leavesOutClosed: false },
      text: { en: expect.stringContaining('Assumed'), zh: expect.stringContaining('假定') },
    });
    expect(expected.steps).toHaveLength(steps.length);
    expect(waves.map(({ expected: span }: Answer['body']) => span)).toEqual([
      expected.steps[0],
      expected.steps[2],
    ]);
    expect(waves[0].expected).toMatchObject({
      begins: { likelySeconds: 0, slowSeconds: 0 },
      peopleBefore: 0,
    });
    expect(waves[1].expected).toMatchObject({ begins: waves[0].expected.ends, peopleBefore: 1 });
    expect(expected.ends).toEqual(expected.steps.at(-1).ends);
    expect(expected.ends.likelySeconds).toBeGreaterThan(15);
    expect(expected.ends.slowSeconds).toBeGreaterThan(expected.ends.likelySeconds);
  });

  it('go by what nodes took in the latest releases of the same bin there', async () => {
    const id = await completed('1.0.0', ALL_AT_ONCE);
    await took(id, [10, 20, 30, 40]);
    const { expected } = await previewOf({ ...ALL_AT_ONCE, maxUnavailable: 1 });
    // Three in turn take what is usual, and the slowest comes last.
    expect(expected).toMatchObject({
      ...{ basis: 'measured', measuredNodes: 4, text: { en: 'Measured on 4 nodes of earlier releases.' } },
      ends: { likelySeconds: 3 * 25 + 34, slowSeconds: 3 * 37 + 39 },
    });
    await world.query(`UPDATE release_targets SET status = 'failed' WHERE release_id = $1 AND rank = 3`, [
      id,
    ]);
    expect((await previewOf(ALL_AT_ONCE)).expected).toMatchObject({ measuredNodes: 3 });
    await world.query(`UPDATE releases SET status = 'rolled_back' WHERE id = $1`, [id]);
    expect((await previewOf(ALL_AT_ONCE)).expected).toMatchObject({ basis: 'assumed' });
    await world.query(`UPDATE releases SET status = 'completed' WHERE id = $1`, [id]);
    await world.addNode('far', 'staging');
    expect((await previewOf({ environment: 'staging' })).expected).toMatchObject({ basis: 'assumed' });
    await world.addBin('other');
    await world.addVersion('3.0.0', 'amd64', 'other');
    const other = { bins: [{ bin: 'other', version: '3.0.0' }] };
    expect((await previewOf(other)).expected).toMatchObject({ basis: 'assumed' });
    await world.query(`UPDATE release_targets SET status = 'succeeded' WHERE release_id = $1`, [id]);
  });

  it('tell what was fetched from what was changed over, by what the nodes said', async () => {
    const [id] = (await world.query(`SELECT id FROM releases WHERE status = 'completed'`, [])) as {
      id: string;
    }[];
    const blueGreen = { strategy: { type: 'blue-green', mode: 'swap', rollbackWindowSeconds: 0 } };
    const told = await previewOf({ ...blueGreen, maxUnavailable: '100%' });
    expect(told.expected.basis).toBe('assumed');
    await took(id?.id ?? '', [30, 30, 30, 30]);
    await world.query(
      `INSERT INTO node_events (node_id, bin_id, kind, generation, attempt, seq, phase, at)
       SELECT t.node_id, b.bin_id, 'progress', b.generation, 9, said.seq, said.phase, to_timestamp((t.assigned_at + 1000 * said.after) / 1000.0)
       FROM release_targets t JOIN release_target_bins b USING (release_id, node_id),
         (VALUES (1, 'queued', -5), (2, 'verified', 15)) AS said (seq, phase, after) WHERE t.release_id = $1`,
      [id?.id],
    );
    const { expected } = await previewOf({ ...blueGreen, maxUnavailable: '100%' });
    expect(expected).toMatchObject({ basis: 'measured', measuredNodes: 4 });
    // It was heard of at once; 20 s were for fetching, and so 10 for the rest.
    expect(expected.steps.map(({ ends }: Answer['body']) => ends.likelySeconds)).toEqual([20, 30]);
  });

  it('learn from blue-green for blue-green, and how late the next call comes', async () => {
    const id = await completed('2.0.0', {
      ...{ strategy: { type: 'blue-green', mode: 'swap', rollbackWindowSeconds: 0 }, maxUnavailable: '100%' },
      minReadySeconds: 1,
    });
    await world.query(`UPDATE releases SET status = 'rolled_back' WHERE id <> $1`, [id]);
    await took(id, [8, 8, 8, 8], 5);
    const { expected } = await previewOf({
      ...{
        strategy: { type: 'blue-green', mode: 'swap', rollbackWindowSeconds: 90 },
        maxUnavailable: '100%',
      },
      minReadySeconds: 20,
    });
    expect(expected).toMatchObject({ basis: 'measured', measuredNodes: 4 });
    const [staged, switched, kept] = expected.steps.map(({ ends }: Answer['body']) => ends.likelySeconds);
    expect(switched - staged).toBe(8 + 20 + 4);
    expect(kept - switched).toBe(90);
  });

  it('include the wait for the end of a freeze, and say how much that is', async () => {
    const path = `/projects/${world.project.id}/freezes`;
    const times = (startsAt: number, endsAt: number): object => ({
      ...{ kind: 'once', startsAt: new Date(startsAt).toISOString() },
      endsAt: new Date(endsAt).toISOString(),
    });
    const hour = 3_600_000;
    const made = async (name: string, from: number, to: number): Promise<string> => {
      const body = { name, reason: 'sales', times: times(Date.now() + from, Date.now() + to) };
      return (await world.console.admin.call('POST', path, body)).body.id;
    };
    const usual = (await previewOf(ALL_AT_ONCE)).expected.ends.likelySeconds;
    const over = await made('over', -2 * hour, -hour);
    expect((await previewOf(ALL_AT_ONCE)).expected).toMatchObject({ closedSeconds: 0 });
    expect((await previewOf()).expected.leavesOutClosed).toBe(false);
    const on = await made('on', -hour, hour);
    const { expected } = await previewOf(ALL_AT_ONCE);
    expect(expected.closedSeconds).toBeGreaterThan(3_500);
    expect(expected.ends.likelySeconds - usual).toBe(expected.closedSeconds);
    expect((await previewOf()).expected.leavesOutClosed).toBe(true);
    for (const id of [over, on]) await world.console.admin.call('DELETE', `${path}/${id}`);
  });

  it('are not there for nobody', async () => {
    const { expected, waves } = await previewOf({ selector: { labels: { isp: ['none'] } } });
    expect(expected).toBeNull();
    for (const wave of waves) expect(wave.expected).toBeNull();
  });

  it('cost the same however large the releases were, and look at all of their nodes', async () => {
    await world.query(
      `INSERT INTO nodes (id, name, arch, labels, lifecycle, protocol)
       SELECT 'm' || n, 'm' || n, 'amd64', '{}', 'active', 'agent' FROM generate_series(0, $1::int - 1) n`,
      [FLEET],
    );
    await world.query(
      `INSERT INTO node_presence (node_id, last_seen_at, expected_seconds) SELECT 'm' || n, now(), 30 FROM generate_series(0, $1::int - 1) n`,
      [FLEET],
    );
    const [like] = (await world.query(`SELECT id FROM releases WHERE status = 'completed'`, [])) as {
      id: string;
    }[];
    await world.query(
      `INSERT INTO releases SELECT (jsonb_populate_record(r, jsonb_build_object('id', uuidv7(), 'number', 1000 + n,
           'rollout', jsonb_set(r.rollout, '{waves}', jsonb_build_array(jsonb_build_object('size', $2::int)))))).*
       FROM releases r, generate_series(1, 5) n WHERE r.id = $1`,
      [like?.id, FLEET],
    );
    await world.query(
      `INSERT INTO release_targets (release_id, node_id, wave, rank, label_group, status, is_down, is_forgiven, is_changed, assigned_at, ready_since, since)
       SELECT r.id, 'm' || n, 0, n, '', 'succeeded', false, false, true, 0, 1000 + n, 2000 + n
       FROM releases r, generate_series(0, $1::int - 1) n WHERE r.number > 1000`,
      [FLEET],
    );
    await world.query(
      `INSERT INTO release_target_bins (release_id, node_id, bin_id, position, digest, asked, generation, is_claim)
       SELECT t.release_id, t.node_id, b.id, 0, 'x', 'activate', r.number, false
       FROM release_targets t JOIN releases r ON r.id = t.release_id AND r.number > 1000, bins b WHERE b.name = $1`,
      [world.bin],
    );
    await world.query(
      `INSERT INTO node_events (node_id, bin_id, kind, generation, attempt, seq, phase, at)
       SELECT t.node_id, t.bin_id, 'progress', t.generation - 1 + said.seq / 2, 1, said.seq, said.phase, to_timestamp(said.seq)
       FROM release_target_bins t, (VALUES (0, 'queued'), (1, 'staged'), (2, 'queued')) AS said (seq, phase) WHERE t.generation = 1005`,
      [],
    );
    await world.query('ANALYZE', []);
    const { app } = world.console;
    const model = app.get(MeasuredNodesReadModel, { strict: false });
    const environmentId = world.environment('production');
    const rows = await app
      .get(Database)
      .enclose((tx) => rowsOf(tx, () => model.of(tx, environmentId, [world.bin], 60)));
    // A few of each table for each of them, and no table whole.
    expect(rows.read).toBeLessThan(10 * MOST_MEASURED);
    const measured = await model.of(app.get(Database).reader, environmentId, [world.bin], 60);
    expect(measured).toHaveLength(MOST_MEASURED);
    const took = measured.map(({ runMs }) => runMs);
    expect([Math.min(...took), Math.max(...took)]).toEqual([1_000, 1_000 + FLEET - FLEET / 250]);
    expect(measured[0]).toMatchObject({
      settleMs: 1_000,
      wasStaged: true,
      intervalSeconds: 30,
    });
  });
});
