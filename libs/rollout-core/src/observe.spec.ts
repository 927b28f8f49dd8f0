import { aPlan, aTarget, aTargetBin, NEW, OLD } from './fleet.fixtures.js';
import { observe, type Target } from './index.js';
import { heardOf as facts, NOW, type Known } from './under-way.fixtures.js';

const plan = aPlan({ minReadySeconds: 5, darkAfterSeconds: 30, nodeDeadlineSeconds: 60 });
const context = { plan, now: NOW, rollbackDeadlineAt: null, hearingSince: -Infinity };

const running = { sha256: NEW, generation: 7, isHealthy: true, since: NOW - 6_000 };
const failed = { generation: 7, phase: 'failed', error: { code: 'HEALTH_FAILED', message: 'no' } };

const UNDER_WAY: readonly [string, Partial<Target>, Known, Partial<Target>][] = [
  ['waits while its agent has not begun', {}, {}, { status: 'assigned', isDown: true }],
  [
    'is updating once its agent reports',
    {},
    { progress: { generation: 7, phase: 'downloading', error: null } },
    { status: 'updating' },
  ],
  [
    'I15 F24 ignores reports of an older generation',
    {},
    { progress: { ...failed, generation: 6 } },
    { status: 'assigned' },
  ],
  [
    'I18 bakes until it was heard after the whole bake time',
    {},
    { observed: { ...running, since: NOW - 3_000 } },
    { status: 'baking', isDown: true },
  ],
  [
    'F22 is not silent when its report is known before the time of its call',
    {},
    { observed: { ...running, since: NOW - 3_000 }, lastSeenAt: null },
    { status: 'baking', isDown: true },
  ],
  [
    'F22 is not silent when it comes back with the new build after a long absence',
    {},
    { observed: { ...running, since: NOW - 3_000 }, lastSeenAt: NOW - 90_000 },
    { status: 'baking', isDown: true },
  ],
  [
    'I18 succeeds when it was heard after the bake time',
    {},
    { observed: running },
    { status: 'succeeded', isDown: false },
  ],
  [
    'I18 does not believe the right bytes at an older generation',
    {},
    { observed: { ...running, generation: 6 } },
    { status: 'assigned' },
  ],
  [
    'I18 does not believe one that its agent is still checking',
    {},
    { observed: running, progress: { generation: 7, phase: 'checking', error: null } },
    { status: 'updating', isDown: true },
  ],
  [
    'does not believe an unhealthy one',
    {},
    { observed: { ...running, isHealthy: false } },
    { status: 'assigned' },
  ],
  [
    'fails by its own word, and is up when the old one is back',
    {},
    { progress: failed, observed: { sha256: OLD, generation: 7, isHealthy: true, since: NOW } },
    { status: 'failed', isDown: false },
  ],
  [
    'fails by its own word, and is down when nothing runs',
    {},
    { progress: failed, observed: { sha256: null, generation: 7, isHealthy: null, since: NOW } },
    { status: 'failed', isDown: true },
  ],
  [
    'F26 goes dark in silence',
    { assignedAt: NOW - 50_000 },
    { lastSeenAt: NOW - 31_000 },
    { status: 'dark', isDown: true },
  ],
  [
    'F26 times out when it talks but does not get there',
    { assignedAt: NOW - 61_000 },
    {},
    { status: 'timed_out', isDown: true },
  ],
  [
    'F26 stays failed when it said after all that it runs, and is silent since',
    { status: 'failed', assignedAt: NOW - 60_000, error: { code: 'HEALTH_FAILED', message: 'down' } },
    { observed: { ...running, since: NOW - 34_000 }, lastSeenAt: NOW - 31_000 },
    { status: 'failed' },
  ],
  [
    'I18 stays what it was given up as at a second try, by what it said before that',
    { status: 'failed', since: NOW - 9_000, error: { code: 'NODE_OFFLINE', message: 'away' } },
    { observed: { ...running, since: NOW - 40_000 }, lastSeenAt: NOW - 9_001 },
    { status: 'failed', isDown: true, dueAt: NOW + 5_000 },
  ],
  [
    'comes back from being given up once it is heard',
    { status: 'failed', since: NOW - 9_000, error: { code: 'NODE_OFFLINE', message: 'away' } },
    { observed: { ...running, since: NOW - 40_000 }, lastSeenAt: NOW },
    { status: 'succeeded', isDown: false },
  ],
  [
    'I24 counts again when it fails, where only its silence was forgiven',
    { status: 'dark', isForgiven: true },
    { progress: failed },
    { status: 'failed', isForgiven: false },
  ],
  [
    'stays forgiven where that it failed was forgiven',
    { status: 'failed', isForgiven: true },
    { progress: failed },
    { status: 'failed', isForgiven: true },
  ],
  [
    'comes back from the dark',
    { status: 'dark' },
    { observed: running },
    { status: 'succeeded', isDown: false },
  ],
  [
    'is failed when something newer was decided for it',
    {},
    { desiredGeneration: 8 },
    { status: 'failed', isDown: false },
  ],
  [
    'I17 stays succeeded whatever comes late',
    { status: 'succeeded', isDown: false },
    { progress: { generation: 7, phase: 'downloading', error: null } },
    { status: 'succeeded' },
  ],
  [
    'stays succeeded when something newer was decided for it afterwards',
    { status: 'succeeded', isDown: false, dueAt: NOW },
    { desiredGeneration: 8 },
    { status: 'succeeded', isDown: false, dueAt: null },
  ],
  [
    'stays dark when something newer was decided for it meanwhile',
    { status: 'dark' },
    { desiredGeneration: 8 },
    { status: 'dark', isDown: true, dueAt: null },
  ],
  [
    'fails after success when its agent put the old one back',
    { status: 'succeeded', isDown: false },
    { progress: failed },
    { status: 'failed' },
  ],
  [
    'waits for its turn again when it comes back',
    { status: 'skipped', bins: [aTargetBin({ asked: null, generation: 0 })], isDown: false },
    {},
    { status: 'pending' },
  ],
  [
    'stays skipped while it is offline',
    { status: 'skipped', bins: [aTargetBin({ asked: null, generation: 0 })], isDown: false },
    { lastSeenAt: NOW - 61_000 },
    { status: 'skipped' },
  ],
];

describe('a target under way', () => {
  it.each(UNDER_WAY)('%s', (_, target, known, expected) => {
    expect(observe(aTarget(target), facts(known), context)).toMatchObject(expected);
  });

  it('I18 lets a seed agent count by a later call with no failure in between', () => {
    const seed = facts({
      protocol: 'seed',
      observed: { sha256: NEW, generation: 0, isHealthy: null, since: NOW - 4_000 },
    });
    expect(observe(aTarget(), { ...seed, lastSeenAt: NOW - 4_000 }, context).status).toBe('baking');
    expect(observe(aTarget(), { ...seed, lastSeenAt: NOW + 1_000 }, context).status).toBe('succeeded');
  });

  it.each(UNDER_WAY)('I12 answers the same the second time: %s', (_, target, known) => {
    const [before, heard] = [aTarget(target), facts(known)];
    const once = observe(before, heard, context);
    expect(observe(before, heard, context)).toEqual(once);
    expect(observe(once, heard, context)).toEqual(once);
  });
});

describe('a target on its way back', () => {
  const back = aTargetBin({ asked: 'revert', generation: 8 });
  const reverting = { status: 'reverting', bins: [back], assignedAt: NOW - 2_000 } as const;
  it.each<[string, Partial<Target>, Known, Partial<Target>]>([
    [
      'F41 I15 is not believed at the generation before',
      {},
      { observed: { sha256: OLD, generation: 7, isHealthy: true, since: NOW } },
      { status: 'reverting' },
    ],
    [
      'is back when it reports the old one at the new generation',
      {},
      { observed: { sha256: OLD, generation: 8, isHealthy: true, since: NOW } },
      { status: 'reverted', isDown: false },
    ],
    [
      'remembers why it had to go back',
      { error: { code: 'HEALTH_FAILED', message: 'no' } },
      { observed: { sha256: OLD, generation: 8, isHealthy: true, since: NOW } },
      { status: 'reverted', error: { code: 'HEALTH_FAILED', message: 'no' } },
    ],
    [
      'is named when it was not seen back in time',
      { assignedAt: NOW - 61_000 },
      {},
      { status: 'revert_failed', isForgiven: true },
    ],
    ['is looked at again after its deadline', {}, {}, { status: 'reverting', dueAt: NOW + 58_001 }],
    ['is not looked for once it was given up', { status: 'revert_failed' }, {}, { dueAt: null }],
    [
      'is named with what it said of its failure',
      {},
      { progress: { ...failed, generation: 8 } },
      { status: 'revert_failed', error: failed.error, isForgiven: true },
    ],
    [
      'converges later',
      { status: 'revert_failed' },
      { observed: { sha256: OLD, generation: 8, isHealthy: true, since: NOW } },
      { status: 'reverted' },
    ],
    [
      'had nothing before and runs nothing bad',
      { bins: [{ ...back, previous: null }] },
      { observed: { sha256: null, generation: 8, isHealthy: null, since: NOW } },
      { status: 'reverted' },
    ],
    [
      'had nothing before and has not heard yet that it is to stop',
      { bins: [{ ...back, previous: null }] },
      { observed: null },
      { status: 'reverting' },
    ],
    [
      'had nothing before and still runs the bad one',
      { bins: [{ ...back, previous: null }] },
      { observed: { ...running, generation: 8 } },
      { status: 'revert_failed' },
    ],
  ])('%s', (_, target, known, expected) => {
    expect(
      observe(aTarget({ ...reverting, ...target }), facts({ desiredGeneration: 8, ...known }), context),
    ).toMatchObject(expected);
  });

  it.each([
    ['has until the deadline of the release', NOW, 'reverting', NOW + 1_000],
    ['is late after it', NOW - 1, 'revert_failed', null],
    ['is late after it, too, when it was asked on the dot', NOW - 2_000, 'revert_failed', null],
    ['gets its own time when it could be asked only later', NOW - 2_001, 'reverting', NOW + 58_001],
  ] as const)('%s', (_, rollbackDeadlineAt, status, dueAt) => {
    const seen = observe(aTarget(reverting), facts({ desiredGeneration: 8 }), {
      ...context,
      rollbackDeadlineAt,
    });
    expect(seen).toMatchObject({ status, dueAt });
  });

  it.each([
    ['agent', NOW + 58_001],
    ['seed', NOW + 10_000],
  ] as const)(
    'is looked at when its time is over, and where only calls tell, before: %s',
    (protocol, dueAt) => {
      const observed = { sha256: OLD, generation: 0, isHealthy: null, since: NOW - 90_000 };
      const known = facts({ protocol, desiredGeneration: 8, observed });
      expect(observe(aTarget(reverting), known, context)).toMatchObject({ status: 'reverting', dueAt });
      const late = observe(aTarget({ ...reverting, assignedAt: NOW - 57_000 }), known, context);
      expect(late.dueAt).toBe(protocol === 'agent' ? NOW + 3_001 : null);
    },
  );

  it.each([
    ['by nothing that an old agent ran before it was asked', 1, -90_000, 4_000, 'reverting'],
    ['by its second call after that', 1, -90_000, 5_000, 'reverted'],
    ['by no sooner call of one that calls rarely', 10, -90_000, 19_999, 'reverting'],
    ['by a later one', 10, -90_000, 20_000, 'reverted'],
    ['by nothing that it ran when it was asked', 1, 0, 1_000, 'reverting'],
    ['by what it runs since', 1, 1, 1_000, 'reverted'],
  ] as const)('is taken to be back %s', (_, intervalSeconds, since, called, status) => {
    const askedAt = NOW - 30_000;
    const observed = { sha256: OLD, generation: 0, isHealthy: null, since: askedAt + since };
    const lastSeenAt = askedAt + called;
    const seed = { protocol: 'seed', desiredGeneration: 8, observed, lastSeenAt, intervalSeconds } as const;
    expect(observe(aTarget({ ...reverting, assignedAt: askedAt }), facts(seed), context).status).toBe(status);
  });
});
