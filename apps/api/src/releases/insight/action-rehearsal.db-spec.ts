import { withReleaseWorld } from '../releases.fixtures.js';
import { ReleaseTargetsRepository } from '../store/release-targets.repository.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const TABLES = [
  'releases',
  'release_targets',
  'release_events',
  'desired_state',
  'audit_entries',
  'release_approvals',
];

describe('a dry run is the real thing, undone', () => {
  const world = withReleaseWorld(4);

  const dry = async (id: string, action: string, body: object = {}) =>
    (await world.manager.call('POST', `/releases/${id}/${action}?dryRun=true`, body)).body;

  const stored = async (): Promise<unknown> => {
    const sums: unknown[] = [];
    for (const table of TABLES)
      sums.push(
        await world.query(`SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${table} t`, []),
      );
    return sums;
  };

  const approved = async (change: object = {}): Promise<string> => {
    const { id } = await world.create('1.0.0', { ...ALL_AT_ONCE, submit: true, ...change });
    await world.ok(world.approver, id, 'approve');
    return id;
  };

  it('says what a deploy leads to and leaves no trace of it', async () => {
    const id = await approved();
    const before = await stored();
    const inserts = jest.spyOn(world.console.app.get(ReleaseTargetsRepository, { strict: false }), 'insert');
    const answer = await dry(id, 'deploy');
    expect(inserts).not.toHaveBeenCalled();
    inserts.mockRestore();
    expect(answer).toMatchObject({ allowed: true, code: null, reason: null, after: { status: 'deploying' } });
    expect(answer.after.headline.zh).not.toBe('');
    expect(await stored()).toEqual(before);
    expect((await world.detail(id)).status).toBe('approved');
    await world.ok(world.manager, id, 'cancel');
  });

  it('names the release that has the nodes, in the words of the refusal', async () => {
    const running = await world.deployed('2.0.0', {
      strategy: { type: 'canary', steps: [{ setWeight: 25 }, { pause: {} }, { setWeight: 100 }] },
    });
    const id = await approved();
    const answer = await dry(id, 'deploy');
    const real = await world.manager.call('POST', `/releases/${id}/deploy`);
    expect(answer).toMatchObject({ allowed: false, code: 'NODES_CLAIMED', after: null });
    expect(real.body).toMatchObject({ status: 409, code: answer.code, detail: answer.reason.en });
    expect(answer.reason.zh).toMatch(/尚未结束/);
    expect(await dry(running, 'abort')).toMatchObject({ allowed: true, after: { status: 'stopped' } });
    await world.ok(world.manager, running, 'abort');
    await world.ok(world.manager, id, 'cancel');
  });

  it('counts nodes that joined since, and refuses more than the plan allows', async () => {
    const [grown, strict] = [await approved({ nodeGrowth: 2 }), await approved({ nodeGrowth: 0 })];
    await world.addNode('late');
    const answer = await dry(grown, 'deploy');
    expect(answer.allowed).toBe(true);
    expect(answer.consequences.at(-1).en).toBe('5 nodes match now; the plan was made for 4.');
    expect(await dry(strict, 'deploy')).toMatchObject({ allowed: false, code: 'NODES_GREW' });
  });

  it('answers for the state that was looked at', async () => {
    const id = await approved({ nodeGrowth: 2 });
    expect(await dry(id, 'deploy', { expectedRevision: 1 })).toMatchObject({
      allowed: false,
      code: 'RELEASE_CHANGED',
    });
    expect((await dry(id, 'pause')).reason.zh).toBe('当前没有在发布中。');
    expect(
      (await world.manager.call('POST', `/releases/${world.project.id}/deploy?dryRun=true`)).status,
    ).toBe(404);
  });
});
