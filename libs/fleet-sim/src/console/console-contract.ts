import type { DeclaredFreeze } from '../words.js';
import { digestOf } from '../world/draw-scenario.js';
import { JUDGE_RULES } from './console-contract-judge.js';
import { rule, same, type ConsoleRule } from './console-rule.js';

/** What every console does alike that a simulation may drive. */
export const CONSOLE_CONTRACT: readonly ConsoleRule[] = [
  rule('a release that somebody else approved goes out in waves and completes', async (talk) => {
    await talk.run(0);
    const { writes } = await talk.deploy('r0', 1);
    same(
      'nodes of the first wave',
      writes.map(({ sha256 }) => sha256),
      [digestOf(1)],
    );
    await talk.goOn('r0');
    same('status', await talk.statusOf('r0'), 'completed');
    const { desired } = await talk.console.state();
    same(
      'what every node should run',
      desired.map(({ nodeId, generation, sha256, action }) => [nodeId, generation, sha256, action]),
      ['n0', 'n1', 'n2'].map((nodeId) => [nodeId, 1, digestOf(1), 'activate']),
    );
  }),
  rule('nobody approves what they made, and nothing is deployed without approval', async (talk) => {
    await talk.create('r0', 1);
    await talk.order('r0', 'submit');
    same('approval', (await talk.order('r0', 'approve', { person: 'ana' })).refusal, 'OWN_WORK');
    same('deploy', (await talk.order('r0', 'deploy')).refusal, 'ILLEGAL_TRANSITION');
    same('status', await talk.statusOf('r0'), 'pending_approval');
  }),
  rule('a newer request for the same nodes retires the one that nobody has approved yet', async (talk) => {
    for (const [id, version] of [
      ['r0', 1],
      ['r1', 2],
    ] as const) {
      await talk.create(id, version);
      await talk.order(id, 'submit');
    }
    same('the first', await talk.statusOf('r0'), 'superseded');
    same('the second', await talk.statusOf('r1'), 'pending_approval');
  }),
  rule('an order for another revision than the current one is refused', async (talk) => {
    await talk.create('r0', 1);
    await talk.order('r0', 'submit');
    same('cancel', (await talk.order('r0', 'cancel', { expectedRevision: 1 })).refusal, 'RELEASE_CHANGED');
    same('an unknown one', (await talk.order('r7', 'cancel')).refusal, 'NOT_FOUND');
    same('status', await talk.statusOf('r0'), 'pending_approval');
  }),
  rule('a second look at the same moment does nothing', async (talk) => {
    await talk.run(0);
    await talk.deploy('r0', 1);
    const { history, writes } = await talk.console.perform({ kind: 'tick', releaseId: 'r0' }, talk.now);
    same('what it did', [...history, ...writes], []);
  }),
  rule('what is said of an older generation, or of one that never was, moves nothing', async (talk) => {
    await talk.run(0);
    await talk.deploy('r0', 1, {
      strategy: { type: 'rolling', batch: 3, waves: [], pause: null, analysis: null },
    });
    for (const generation of [0, 7]) {
      await talk.say('n0', { sha256: digestOf(1), generation });
      const { releases } = await talk.console.state();
      await talk.ask({ kind: 'tick', releaseId: 'r0' });
      same('targets', (await talk.console.state()).releases, releases);
    }
  }),
  rule('of two releases on the same nodes one waits, or takes the nodes over', async (talk) => {
    await talk.run(0);
    await talk.deploy('r0', 1);
    await talk.create('r1', 2);
    for (const order of ['submit', 'approve'] as const) await talk.order('r1', order);
    same('deploy', (await talk.order('r1', 'deploy')).refusal, 'NODES_CLAIMED');
    same('deploy and wait', (await talk.order('r1', 'deploy_or_wait')).refusal, null);
    same('the second', await talk.statusOf('r1'), 'scheduled');
    same('deploy over it', (await talk.order('r1', 'deploy_over')).refusal, null);
    same('the first', await talk.statusOf('r0'), 'superseded');
    await talk.goOn('r1');
    same('the second', await talk.statusOf('r1'), 'completed');
  }),
  rule('a release under way turns round, and what it changed runs what it ran before', async (talk) => {
    await talk.run(0);
    await talk.deploy('r0', 1);
    same('rollback', (await talk.order('r0', 'rollback')).refusal, null);
    await talk.goOn('r0');
    same('status', await talk.statusOf('r0'), 'rolled_back');
    const { desired } = await talk.console.state();
    same(
      'what was changed',
      desired.map(({ sha256, action }) => [sha256, action]),
      [[digestOf(0), 'revert']],
    );
  }),
  rule(
    'a completed release goes back by a new one, which needs approval to what never completed',
    async (talk) => {
      await talk.run(0);
      await talk.deploy('r0', 1);
      await talk.goOn('r0');
      const first = await talk.order('r0', 'rollback');
      same('the way back', first.newRelease?.id, 'r0-back');
      same('its status', await talk.statusOf('r0-back'), 'pending_approval');
      await talk.order('r0-back', 'cancel');
      await talk.deploy('r1', 2);
      await talk.goOn('r1');
      await talk.order('r1', 'rollback');
      same('to what had completed', await talk.statusOf('r1-back'), 'deploying');
    },
  ),
  rule(
    'once its follower was taken back a release goes back too, and nobody brings that one again unasked',
    async (talk) => {
      await talk.run(0);
      for (const [index, id] of ['r0', 'r1', 'r2'].entries()) {
        await talk.deploy(id, index + 1);
        await talk.goOn(id);
      }
      same('the one before', (await talk.order('r1', 'rollback')).refusal, 'NOT_THE_LATEST');
      await talk.order('r2', 'rollback');
      await talk.goOn('r2-back');
      same('the newest', await talk.statusOf('r2-back'), 'completed');
      await talk.order('r2-back', 'rollback');
      same('what was taken back', await talk.statusOf('r2-back-back'), 'pending_approval');
      await talk.order('r2-back-back', 'cancel');
      same('the one before it', (await talk.order('r1', 'rollback')).refusal, null);
      await talk.goOn('r1-back');
      const { desired } = await talk.console.state();
      same(
        'what every node should run',
        desired.map(({ sha256 }) => sha256),
        ['n0', 'n1', 'n2'].map(() => digestOf(1)),
      );
    },
  ),
  rule('what was stopped before anything ran has nothing to roll back', async (talk) => {
    await talk.run(0);
    const strategy = {
      type: 'blue-green',
      mode: 'swap',
      isAutomatic: false,
      rollbackWindowSeconds: 0,
    } as const;
    await talk.deploy('r0', 1, { strategy });
    await talk.goOn('r0');
    same('status', await talk.statusOf('r0'), 'paused');
    await talk.order('r0', 'abort');
    same('rollback', (await talk.order('r0', 'rollback')).refusal, 'NOTHING_TO_ROLL_BACK_TO');
  }),
  rule('a freeze and an emergency stop hold what would begin or go on', async (talk) => {
    await talk.run(0);
    await talk.create('r0', 1);
    for (const order of ['submit', 'approve'] as const) await talk.order('r0', order);
    await talk.freeze({ kind: 'once', startsAt: 0, endsAt: FAR });
    same('deploy', (await talk.order('r0', 'deploy')).refusal, 'ENVIRONMENT_FROZEN');
    await talk.freeze(null);
    same('deploy', (await talk.order('r0', 'deploy')).refusal, null);
    await talk.ask({ kind: 'emergency', isStopped: true, person: 'cai' });
    same('status', await talk.statusOf('r0'), 'paused');
    same('resume', (await talk.order('r0', 'resume')).refusal, 'EMERGENCY_STOP');
    await talk.ask({ kind: 'emergency', isStopped: false, person: 'cai' });
    same('resume', (await talk.order('r0', 'resume')).refusal, null);
    await talk.goOn('r0');
    same('status', await talk.statusOf('r0'), 'completed');
  }),
  rule('a freeze that comes again holds its days by the clocks of its zone, in its scope', async (talk) => {
    await talk.run(0);
    await talk.create('r0', 1);
    for (const order of ['submit', 'approve'] as const) await talk.order('r0', order);
    const deployed = async (change: Partial<Weekly>, scope: DeclaredFreeze['scope']): Promise<unknown> => {
      await talk.freeze({ ...KOLKATA_MORNING, ...change }, scope);
      return (await talk.order('r0', 'deploy')).refusal;
    };
    same('on a Thursday', await deployed({}, 'project'), 'ENVIRONMENT_FROZEN');
    same(
      'over midnight',
      await deployed({ days: [3], fromMinute: 1_320 }, 'everywhere'),
      'ENVIRONMENT_FROZEN',
    );
    same('another environment', await deployed({}, 'staging'), null);
    await talk.freeze({ ...KOLKATA_MORNING, validUntil: 0 });
    await talk.goOn('r0');
    same('status', await talk.statusOf('r0'), 'completed');
  }),
  rule('a freeze holds no way back, and nothing that was let through it', async (talk) => {
    await talk.run(0);
    await talk.freeze(KOLKATA_MORNING);
    await talk.create('r0', 1);
    for (const order of ['submit', 'approve', 'override_freeze'] as const) await talk.order('r0', order);
    same('deploy', (await talk.order('r0', 'deploy')).refusal, null);
    await talk.ask({ kind: 'tick', releaseId: 'r0' });
    await talk.goOn('r0');
    await talk.order('r0', 'rollback');
    await talk.order('r0-back', 'approve');
    same('the way back', (await talk.order('r0-back', 'deploy')).refusal, null);
    await talk.goOn('r0-back');
    same('its status', await talk.statusOf('r0-back'), 'completed');
  }),
  rule(
    'an order that is sent again with its key has one effect, and the key is good for nothing else',
    async (talk) => {
      await talk.create('r0', 1);
      const key = 'once';
      same('submit', (await talk.order('r0', 'submit', { key })).refusal, null);
      const again = await talk.order('r0', 'submit', { key });
      same('once more', [again.refusal, again.history, again.releases], [null, [], []]);
      same('another order', (await talk.order('r0', 'cancel', { key })).refusal, 'IDEMPOTENCY_KEY_REUSED');
      same('without a key', (await talk.order('r0', 'submit')).refusal, 'ILLEGAL_TRANSITION');
      same('refused', (await talk.order('r0', 'deploy', { key: 'early' })).refusal, 'ILLEGAL_TRANSITION');
      same('somebody else', (await talk.order('r0', 'approve', { key, person: 'ben' })).refusal, null);
      same('once it may be', (await talk.order('r0', 'deploy', { key: 'early' })).refusal, null);
    },
  ),
  rule('an edited policy asks anew for all that has not begun, and for nothing that has', async (talk) => {
    await talk.run(0);
    for (const [id, orders] of [
      ['r0', ['submit', 'approve']],
      ['r1', ['submit', 'approve']],
    ] as const) {
      await talk.create(id, 1);
      for (const order of orders) await talk.order(id, order);
    }
    await talk.order('r0', 'schedule', { startAt: talk.now + 3_600_000 });
    const policy = { kind: 'policy', environment: 'production' } as const;
    await talk.ask({ ...policy, asksApproval: true });
    same('scheduled', await talk.statusOf('r0'), 'pending_approval');
    same('approved', await talk.statusOf('r1'), 'pending_approval');
    same('deploy', (await talk.order('r1', 'deploy')).refusal, 'ILLEGAL_TRANSITION');
    await talk.ask({ ...policy, asksApproval: false });
    same('once nobody is asked', await talk.statusOf('r1'), 'approved');
    same('reject', (await talk.order('r1', 'reject', { person: 'ben' })).refusal, 'NOT_AN_APPROVER');
    same('approve', (await talk.order('r1', 'approve')).refusal, 'ILLEGAL_TRANSITION');
    same('deploy', (await talk.order('r1', 'deploy')).refusal, null);
    await talk.create('r2', 2);
    await talk.order('r2', 'submit');
    same('handed in meanwhile', await talk.statusOf('r2'), 'approved');
    await talk.ask({ ...policy, asksApproval: true });
    same('what had not begun', await talk.statusOf('r2'), 'pending_approval');
    same('what had', await talk.statusOf('r1'), 'deploying');
  }),
  rule('a withdrawn version is neither drafted nor deployed', async (talk) => {
    await talk.create('r0', 1);
    for (const order of ['submit', 'approve'] as const) await talk.order('r0', order);
    await talk.ask({ kind: 'withdraw', digest: digestOf(1) });
    same('deploy', (await talk.order('r0', 'deploy')).refusal, 'VERSION_WITHDRAWN');
    same('create', (await talk.create('r1', 1)).refusal, 'VERSION_WITHDRAWN');
  }),
  ...JUDGE_RULES,
];

type Weekly = Extract<DeclaredFreeze['times'], { kind: 'weekly' }>;
const FAR = Date.parse('2999-01-01T00:00Z');
/** Conversations are held on a Thursday at 05:46 there. */
const KOLKATA_MORNING: Weekly = {
  ...{ kind: 'weekly', timeZone: 'Asia/Kolkata', days: [4], fromMinute: 300, toMinute: 360 },
  ...{ validFrom: null, validUntil: null },
};
