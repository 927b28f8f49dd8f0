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

describe('a dry run answers what was asked', () => {
  const world = withReleaseWorld(4);

  beforeAll(async () => {
    await world.until(await world.deployed('1.0.0', ALL_AT_ONCE), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
  }, 60_000);

  const dry = async (id: string, action: string, body: object = {}) => {
    const answer = await world.manager.call('POST', `/releases/${id}/${action}?dryRun=true`, body);
    expect([answer.status, answer.body.allowed]).toEqual([200, true]);
    return answer.body;
  };
  const said = async (id: string, action: string, body: object = {}): Promise<readonly string[]> => {
    const answer = await dry(id, action, body);
    return answer.consequences.map(({ en }: { en: string }) => en);
  };
  const canary = (...steps: readonly object[]): object => ({ strategy: { type: 'canary', steps } });

  it('going to the end: every wait that is skipped, also while a wave runs', async () => {
    const id = await world.deployed(
      '2.0.0',
      canary(
        { setWeight: 25 },
        { pause: { seconds: 600 } },
        { setWeight: 50 },
        { pause: {} },
        { setWeight: 100 },
      ),
    );
    const skipped = [
      'Every wait that is left is skipped: 2 steps, 10 min of watching.',
      'That is step 2 (its pause, 10 min), step 4 (a pause until somebody promotes it).',
    ];
    expect(await said(id, 'promote', { full: true })).toEqual(skipped);
    const { actions } = await world.detail(id);
    expect(actions).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ id: 'promote', allowed: false }),
        expect.objectContaining({ id: 'promote_full', allowed: true, confirmLevel: 'typed' }),
      ]) as object,
    );
    await world.until(id, ({ step }) => step === 1);
    expect(await said(id, 'promote')).toEqual([
      'The next wave starts: 1 node more.',
      expect.stringMatching(/^The rest of this pause \((10 min|\d{3} s)\) is skipped\.$/),
    ]);
    await world.ok(world.manager, id, 'abort');
  });

  it('rolling back what was stopped: only the nodes that it changed', async () => {
    const id = await world.deployed('3.0.0', canary({ setWeight: 25 }, { pause: {} }, { setWeight: 100 }));
    await world.until(id, ({ status }) => status === 'paused');
    await world.ok(world.manager, id, 'abort');
    expect((await said(id, 'rollback'))[0]).toBe(
      'A new release takes 1 node back to the version before this one.',
    );
    // Its number is not known before it is there, and asking uses up none.
    expect((await dry(id, 'rollback')).after).toMatchObject({ number: null, status: 'deploying' });
    const { number } = await world.detail(id);
    const back = await world.ok(world.manager, id, 'rollback');
    expect(back.number).toBe(number + 1);
    await world.until(back.id, ({ status }) => status === 'completed');
  });

  it('starting when nothing is in the way, or at the cost of what is', async () => {
    const running = await world.deployed(
      '2.0.0',
      canary({ setWeight: 25 }, { pause: {} }, { setWeight: 100 }),
    );
    const { number } = await world.detail(running);
    const { id } = await world.create('3.0.0', { ...ALL_AT_ONCE, submit: true });
    await world.ok(world.approver, id, 'approve');
    expect(await said(id, 'deploy', { whenBlocked: 'wait' })).toEqual([
      'Starts by itself as soon as nothing is in its way; approvals are counted again then.',
    ]);
    expect(await said(id, 'deploy', { whenBlocked: 'supersede' })).toEqual([
      'Starts at once with the first wave; 4 nodes in all.',
      `Release #${number} ends as superseded by this one.`,
    ]);
    await world.ok(world.manager, running, 'abort');
    await world.ok(world.manager, id, 'cancel');
  });

  it('asking again, or leaving out: the nodes that were named, and what becomes of them', async () => {
    const lost = world.nodes.slice(0, 3);
    for (const node of world.nodes) node.outcome = lost.includes(node) ? 'fails' : 'silent';
    const id = await world.deployed('2.0.0', {
      ...ALL_AT_ONCE,
      onFailure: 'pause',
      failureThreshold: '100%',
    });
    await world.until(id, ({ progress }) => progress.failed === 3);
    const again = (count: number): string =>
      `${count} nodes that were lost are asked once more, within the same limits.`;
    const nodeIds = lost.slice(0, 2).map((node) => node.id);
    expect(await said(id, 'retry', { nodeIds })).toEqual([again(2)]);
    expect(await said(id, 'retry')).toEqual([again(3)]);
    expect(await said(id, 'skip', { nodeIds })).toEqual([
      '2 nodes that were lost no longer count against the limits; none is put back, and one that is heard of again still takes the new version.',
    ]);
    await world.ok(world.manager, id, 'abort');
  });
});
