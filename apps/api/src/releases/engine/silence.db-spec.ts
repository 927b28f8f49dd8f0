import { setTimeout as sleep } from 'node:timers/promises';
import { digestOf, withReleaseWorld, type ScriptedNode } from '../releases.fixtures.js';

const AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const DARK_AFTER_SECONDS = 4;
/** Less than the second in which each host calls. */
const LATER_MS = 300;

describe('a node that falls silent when it is updated', () => {
  const world = withReleaseWorld(11);
  const named = (from: number, to: number): readonly ScriptedNode[] => world.nodes.slice(from, to);
  const north = (): readonly ScriptedNode[] => named(0, 3);
  const south = (): readonly ScriptedNode[] => named(3, 6);
  const nowhere = (): readonly ScriptedNode[] => named(6, 9);
  const gone = (): readonly ScriptedNode[] => named(9, 11);

  beforeAll(async () => {
    for (const [pop, nodes] of [
      ['north', north()],
      ['south', south()],
      ['gone', gone()],
    ] as const)
      for (const { id } of nodes) await label(id, { pop });
    await world.until(await world.deployed('1.0.0', AT_ONCE), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
  }, 60_000);

  function label(id: string, labels: object): Promise<unknown> {
    return world.query('UPDATE nodes SET labels = labels || $2::jsonb WHERE id = $1', [id, labels]);
  }

  /** Those were asked for the new version and are not heard of since; nobody else was asked for anything. */
  async function silentCanary(nodes: readonly ScriptedNode[], limits: object = {}): Promise<string> {
    await world.query(`UPDATE nodes SET labels = labels - 'wave'`, []);
    for (const { id } of nodes) await label(id, { wave: 'first' });
    for (const node of nodes) node.outcome = 'silent';
    const id = await world.deployed('2.0.0', {
      strategy: { type: 'rolling', waves: [{ labels: { wave: ['first'] } }], pause: {} },
      maxUnavailablePerGroup: { label: 'pop', max: 5 },
      darkAfterSeconds: DARK_AFTER_SECONDS,
      failureThreshold: 0,
      ...limits,
    });
    await world.until(id, () => nodes.every(({ isSilent }) => isSilent));
    return id;
  }

  function cut(nodes: readonly ScriptedNode[]): void {
    for (const node of nodes) node.isSilent = true;
  }

  /** What the engine did of it, before everybody is back on 1.0.0 and heard again. */
  async function verdictOf(id: string): Promise<unknown> {
    const { status } = await world.until(
      id,
      (detail) => detail.status === 'rolling_back' || detail.headline.en.includes('fell silent'),
      { withinMs: 30_000 },
    );
    const [found] = (await world.query(
      `SELECT rollout -> 'pause' AS pause, rollout -> 'rollback' -> 'trigger' AS trigger FROM releases WHERE id = $1`,
      [id],
    )) as [{ pause: unknown; trigger: unknown }];
    for (const node of world.nodes) [node.isSilent, node.outcome] = [false, 'good'];
    if (status === 'paused') await world.ok(world.manager, id, 'rollback');
    await world.until(id, (detail) => detail.status === 'rolled_back', { withinMs: 30_000 });
    expect(world.nodes.map((node) => node.runs())).toEqual(world.nodes.map(() => digestOf('1.0.0')));
    return status === 'paused' ? found.pause : found.trigger;
  }

  it('is one of many when its untouched neighbours are cut off too: a pause, and no rollback', async () => {
    const id = await silentCanary(north().slice(0, 1));
    cut(north());
    expect(await verdictOf(id)).toMatchObject({ kind: 'network', dark: 1, groups: ['north'] });
  }, 90_000);

  it('is one of many too when it was the first of them whose call stayed away', async () => {
    const [, ...others] = north();
    const id = await silentCanary(north().slice(0, 1));
    await sleep(LATER_MS);
    for (const node of others) await node.sync();
    cut(others);
    expect(await verdictOf(id)).toMatchObject({ kind: 'network', dark: 1, groups: ['north'] });
  }, 90_000);

  it('is to blame while its untouched neighbours talk, whoever is cut off elsewhere', async () => {
    const id = await silentCanary(north().slice(0, 1));
    cut([...south(), ...nowhere()]);
    expect(await verdictOf(id)).toMatchObject({ kind: 'failures', lost: 1, asked: 1 });
  }, 90_000);

  it('counts against the limit where its neighbours talk, beside others that a cut line excuses', async () => {
    const both = [...north().slice(0, 1), ...south().slice(0, 1)];
    const tolerant = await silentCanary(both, { failureThreshold: 1 });
    cut(north());
    expect(await verdictOf(tolerant)).toMatchObject({ kind: 'network', dark: 1, groups: ['north'] });
  }, 90_000);

  it('has those for neighbours that bear no such label either, when it bears none itself', async () => {
    const first = nowhere().slice(0, 1);
    const cutOff = await silentCanary(first);
    cut(nowhere());
    expect(await verdictOf(cutOff)).toMatchObject({ kind: 'network', dark: 1, groups: [''] });

    const alone = await silentCanary(first);
    cut([...north(), ...south()]);
    expect(await verdictOf(alone)).toMatchObject({ kind: 'failures', lost: 1 });
  }, 90_000);

  it('has all for neighbours where nothing tells groups apart', async () => {
    const limits = { maxUnavailablePerGroup: undefined };
    const few = await silentCanary(north().slice(0, 1), limits);
    cut(north());
    expect(await verdictOf(few)).toMatchObject({ kind: 'failures', lost: 1 });

    const half = await silentCanary(north().slice(0, 1), limits);
    cut([...north(), ...south()]);
    expect(await verdictOf(half)).toMatchObject({ kind: 'network', dark: 1, groups: [''] });
  }, 90_000);

  it('finds no excuse in neighbours that were silent long before it was asked', async () => {
    cut(gone().slice(1));
    await sleep((DARK_AFTER_SECONDS + 1) * 1_000);
    const id = await silentCanary(gone().slice(0, 1));
    expect(await verdictOf(id)).toMatchObject({ kind: 'failures', lost: 1 });
  }, 90_000);
});
