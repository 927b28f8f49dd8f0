import { aPlanBin, aTargetBin, NEW, OLD } from './fleet.fixtures.js';
import { advance, type Counts, type NodeFacts, type Rollout, type Step } from './index.js';
import { notAsked, NOW, someFacts, STAGE, underWay } from './under-way.fixtures.js';

const staging = (counts: Partial<Counts>, change: Partial<Rollout> = {}): Rollout =>
  underWay([counts], { steps: [STAGE, { kind: 'wave', wave: 0, size: 2, weightPercent: 100 }], ...change });
const told = (rollout: Rollout, now = NOW): readonly unknown[] => advance(rollout, [], now).events;
const noEvidence = (wave: number): unknown => ({
  type: 'release.paused',
  reason: { kind: 'no_evidence', wave },
});

describe('a release that has come to its last step', () => {
  it('finishes at once, with no step beyond', () => {
    expect(told(underWay([{ succeeded: 2 }], { step: 1 }))).toEqual([
      { type: 'release.finished', status: 'completed' },
    ]);
  });
});

describe('nodes that wait behind those that are lost', () => {
  const stuck = { type: 'release.paused', reason: { kind: 'no_room', down: 1 } };
  const one = { down: 1, groups: { '': { size: 3, down: 1, dark: 0 } } };
  const narrow = { maxUnavailable: 1 };

  it('need a person when the lost take all the room', () => {
    expect(told(underWay([{ failed: 1, pending: 2 }], one, narrow))).toEqual([stuck]);
  });

  it.each([
    ['is updated', { updating: 1, staging: 1, pending: 1 }],
    ['fetches', { failed: 1, staging: 1, pending: 1 }],
  ] as const)('need none as long as somebody %s', (_, counts) => {
    expect(told(underWay([counts], one, narrow))).toEqual([]);
  });

  it.each<[string, string, Partial<Rollout>]>([
    ['goes on by itself', 'release.resumed', { down: 0 }],
    ['waits while there is no room', '', one],
    ['waits where too many were lost', '', { down: 0, lost: 2 }],
    ['waits where a person had paused it', '', { down: 0, pause: { kind: 'person', actor: null } }],
  ])('hold up a release that %s, once they had taken all the room', (_, expected, change) => {
    const groups = { '': { size: 3, down: change.down ?? 0, dark: 0 } };
    const paused = { status: 'paused', pause: { kind: 'no_room', down: 1 }, groups, ...change } as const;
    const rollout = underWay([{ failed: 1, pending: 2 }], paused, { ...narrow, failureThreshold: 1 });
    expect(advance(rollout, [], NOW).events.map(({ type }) => type)).toEqual(expected ? [expected] : []);
  });

  it('need none while there is room for them', () => {
    expect(told(underWay([{ failed: 1, pending: 2 }], one, { maxUnavailable: 2 }))).toEqual([]);
  });

  it('are asked after those that are away, before anybody says that there is no room', () => {
    const rollout = underWay(
      [{ failed: 1, pending: 3 }],
      { down: 1, groups: { a: { size: 2, down: 1, dark: 0 }, b: { size: 2, down: 0, dark: 0 } } },
      { maxUnavailable: 4, maxUnavailablePerGroup: { label: 'pop', max: 1 } },
    );
    const gone = { target: notAsked('gone', { group: 'b' }), facts: someFacts({ lastSeenAt: null }) };
    expect(advance(rollout, [gone], NOW).events.map(({ type }) => type)).toEqual(['targets.changed']);
  });
});

describe('one go', () => {
  it('passes by who is away and asks who is there', () => {
    const { targets } = advance(
      underWay([{ pending: 2 }]),
      [
        { target: notAsked('gone'), facts: someFacts({ lastSeenAt: null }) },
        { target: notAsked('here'), facts: someFacts() },
      ],
      NOW,
    );
    expect(targets).toMatchObject([
      { nodeId: 'gone', status: 'skipped', dueAt: NOW + 5_000 },
      { nodeId: 'here', status: 'assigned', dueAt: NOW + 1_000 },
    ]);
  });

  it.each([
    [498, ['staging', 'staging']],
    [499, ['staging']],
    [500, []],
  ])('lets so many fetch that, with the %i that do, there are no more than 500', (busy, expected) => {
    const twoBins = { bins: [aPlanBin(), aPlanBin('worker')] };
    const rollout = underWay([{ staging: busy, pending: 2 }], { steps: [STAGE] }, twoBins);
    const candidates = ['a', 'b'].map((id) => ({ target: notAsked(id), facts: someFacts() }));
    const { targets } = advance(rollout, candidates, NOW);
    expect(targets.map(({ status }) => status)).toEqual(expected);
    for (const { dueAt } of targets) expect(dueAt).toBe(NOW + 1_000);
  });

  it('gives up whom it was to try again and who is away then', () => {
    const again = notAsked('n', { status: 'retrying', bins: [aTargetBin()] });
    const candidate = { target: again, facts: someFacts({ lastSeenAt: null }) };
    expect(advance(underWay([{ retrying: 1 }]), [candidate], NOW).targets).toMatchObject([
      { status: 'failed', error: { code: 'NODE_OFFLINE' } },
    ]);
  });

  it.each<[string, Partial<Rollout>]>([
    ['ends no step', { steps: [...underWay([{}]).steps, { kind: 'pause', seconds: 9 }] }],
    ['ends no release', { step: 1 }],
  ])('I24 %s when too many are lost by that', (_, change) => {
    const rollout = underWay([{ retrying: 1, succeeded: 1 }], change, { failureThreshold: 0 });
    const again = notAsked('n', { status: 'retrying', bins: [aTargetBin()] });
    const { events, rollout: after } = advance(
      rollout,
      [{ target: again, facts: someFacts({ away: 'held' }) }],
      NOW,
    );
    expect(events.map(({ type }) => type)).toEqual(['targets.changed']);
    expect(advance(after, [], NOW).events.map(({ type }) => type)).toEqual(['rollback.started']);
  });

  it('asks one that runs the build already, so that its word counts from then on', () => {
    const observed = { sha256: NEW, generation: 0, isHealthy: null, since: 0 };
    const bins = [{ desiredGeneration: 3, desiredSha256: NEW, observed, progress: null }];
    const candidate = { target: notAsked('n'), facts: someFacts({ protocol: 'seed', bins }) };
    expect(advance(underWay([{ pending: 1 }]), [candidate], NOW).desired).toMatchObject([
      { action: 'activate', sha256: NEW, expectedGeneration: 3 },
    ]);
  });

  const known = { desiredGeneration: 3, desiredSha256: OLD, observed: null, progress: null };
  const nothing = { sha256: null, generation: 3, isHealthy: null, since: 0 };
  it.each<[string, Partial<NodeFacts>, unknown]>([
    [
      'what an older agent should run, as it says nothing while it does',
      { protocol: 'seed' },
      { sha256: OLD },
    ],
    ['nothing where an agent has not said what runs', {}, null],
    ['nothing where an agent says that nothing runs', { bins: [{ ...known, observed: nothing }] }, null],
  ])('notes what to go back to: %s', (_, facts, previous) => {
    const candidate = { target: notAsked('n'), facts: someFacts({ bins: [known], ...facts }) };
    const { targets } = advance(underWay([{ pending: 1 }]), [candidate], NOW);
    expect(targets[0]?.bins[0]?.previous).toEqual(previous);
  });
});

describe('the step in which all fetch', () => {
  it.each([
    ['somebody has not begun', { staged: 2, pending: 1, staging: 1 }],
    ['somebody fetches and another is to be tried again', { staged: 1, staging: 1, retrying: 1 }],
  ] as const)('goes on while %s', (_, counts) => expect(told(staging(counts))).toEqual([]));

  it('ends when somebody has all of it and nobody is at it', () => {
    expect(told(staging({ staged: 1, failed: 1 }))).toMatchObject([{ type: 'step.completed', step: 0 }]);
  });

  it('asks a person when nobody could fetch it, and goes on when one took that upon them', () => {
    expect(told(staging({ failed: 2 }))).toEqual([noEvidence(0)]);
    const accepted = staging({ failed: 2 }, { acceptedWave: 0 });
    expect(told(accepted)).toMatchObject([{ type: 'step.completed', step: 0 }]);
  });

  it('waits for no fetching of one that is tried again and has an older agent since: that comes to the switch', () => {
    const again = notAsked('n', { status: 'retrying', bins: [aTargetBin({ asked: 'stage' })] });
    const candidate = { target: again, facts: someFacts({ protocol: 'seed' }) };
    const { targets, desired, rollout } = advance(staging({ staged: 1, retrying: 1 }), [candidate], NOW);
    expect(targets).toMatchObject([{ status: 'staged', isDown: false, error: null }]);
    expect(desired).toEqual([]);
    expect(rollout.step).toBe(1);
  });

  it('waits until the deadline of a node for those that are all away', () => {
    expect(told(staging({ skipped: 2 }), NOW + 59_999)).toEqual([]);
    expect(told(staging({ skipped: 2 }), NOW + 60_000)).toEqual([noEvidence(0)]);
    expect(told(staging({ skipped: 1, failed: 1 }))).toEqual([noEvidence(0)]);
  });
});

describe('a pause', () => {
  const pause: Step = { kind: 'pause', seconds: 14 };
  it.each([
    ['does not end before its time', 13_999, []],
    ['ends on the dot', 14_000, [{ type: 'step.completed', step: 0, isSkipped: false }]],
  ])('%s', (_, after, expected) => {
    const waiting = underWay([{ succeeded: 2 }, { pending: 1 }], { steps: [pause] });
    expect(told(waiting, NOW + after)).toEqual(expected);
  });
});

describe('a wave that nobody answered', () => {
  const rest = { pending: 4 };

  it('is passed by when a person took that upon them, and no other is', () => {
    const accepted = underWay([{ failed: 2 }, rest], { acceptedWave: 0 });
    expect(told(accepted)).toEqual([{ type: 'step.completed', step: 0, isSkipped: false }]);
    const other = underWay([{ failed: 2 }, { failed: 2 }], { acceptedWave: 0, step: 1 });
    expect(told(other)).toEqual([noEvidence(1)]);
  });

  it('is waited for as long as all of it is only away or left out', () => {
    const away = underWay([{ skipped: 2, excluded: 1 }, rest]);
    expect(told(away, NOW + 59_999)).toEqual([]);
    expect(told(away, NOW + 60_000)).toEqual([noEvidence(0)]);
  });

  it('is shown to a person at once when somebody of it was lost', () => {
    expect(told(underWay([{ skipped: 1, failed: 1 }, rest]))).toEqual([noEvidence(0)]);
  });
});
