import { aBlueGreen } from '../fleet.fixtures.js';
import {
  consequencesOf,
  type ActionId,
  type BlueGreenStrategy,
  type PauseReason,
  type Rollout,
  type Step,
  type Trial,
} from '../index.js';
import { NOW, STAGE, underWay } from '../under-way.fixtures.js';

/** Everywhere another number of nodes; 511 in all, 127 of them exposed. */
const COUNTS = { assigned: 1, updating: 2, baking: 4, succeeded: 8, failed: 16, timed_out: 32, dark: 64 };
const all = (change: Partial<Rollout> = {}): Rollout =>
  underWay([COUNTS, { pending: 384 }], change, { nodeCount: 500 });
const UNTRIED: Trial = { now: NOW, after: null };
const saidOf = (action: ActionId, rollout: Rollout, trial: Partial<Trial> = {}): readonly string[] =>
  consequencesOf(action, rollout, { ...UNTRIED, ...trial }).map(({ en }) => en);
const wave = (index: number, size: number): Step => ({
  kind: 'wave',
  wave: index,
  size,
  weightPercent: null,
});
const AT_WORK =
  '7 nodes at work finish what they do; the page of the release names them, and until when they can.';
const untilPromoted: Step = { kind: 'pause', seconds: null };
const minutes: Step = { kind: 'pause', seconds: 600 };

describe('what an action would do', () => {
  const going = { succeeded: 1, dark: 2, retrying: 4, revert_failed: 8, reverting: 16, reverted: 32 };
  const back = underWay([{ ...going, pending: 64, staged: 128 }], { status: 'rolling_back' });
  it.each<[ActionId, Rollout, readonly string[]]>([
    [
      'approve',
      all({ deployedAt: null }),
      ['Once deployed, up to 500 nodes change. Going back later needs no further approval.'],
    ],
    ['deploy', all({ deployedAt: null }), ['Starts at once with the first wave; 500 nodes in all.']],
    ['retry', all(), ['Up to 112 nodes that were lost are asked once more, within the same limits.']],
    ['pause', all(), ['No further node is started, and none is taken back.', AT_WORK]],
    [
      'abort',
      all(),
      [
        'The release ends here: 127 were given the new version, 384 keep the old one.',
        AT_WORK,
        'Nothing is undone; the fleet stays mixed until somebody acts.',
      ],
    ],
    [
      'abort',
      underWay([{ staging: 1, staged: 2, pending: 4 }]),
      [
        'The release ends here: 0 were given the new version, 7 keep the old one.',
        'What was only fetched beside what runs is taken back; nothing that runs changes with that.',
        'Nothing is undone; the fleet stays mixed until somebody acts.',
      ],
    ],
    [
      'rollback',
      all(),
      [
        '127 nodes go back to what they ran before; 384 are untouched.',
        'Takes effect at once and needs no approval; soak times are skipped.',
      ],
    ],
    [
      'rollback',
      all({ status: 'completed' }),
      [
        'A new release takes 127 nodes back to the version before this one.',
        'Data and schema changes of the program are not undone.',
      ],
    ],
    [
      'abort',
      back,
      [
        'The release ends here: 32 are back, 16 were told to go back and finish that, 8 were not seen back, 7 keep the new version.',
        'No further node is taken back; the fleet stays mixed until somebody acts.',
      ],
    ],
    ['retry', back, ['Up to 8 nodes not seen back are asked to go back once more.']],
    [
      'rollback',
      { ...back, status: 'stopped' },
      [
        'A new release takes 63 nodes back to the version before this one.',
        'Data and schema changes of the program are not undone.',
      ],
    ],
  ])('%s', (action, rollout, expected) => expect(saidOf(action, rollout)).toEqual(expected));

  it('says so in Chinese with the same numbers', () => {
    expect(consequencesOf('retry', all(), UNTRIED)[0]?.zh).toContain('最多 112 个');
    expect(consequencesOf('abort', all(), UNTRIED)[0]?.zh).toBe(
      '发布就此结束：127 个节点已下发新版本，384 个保持旧版本。',
    );
    expect(consequencesOf('rollback', all(), UNTRIED)[0]?.zh).toBe(
      '127 个节点恢复到之前的版本；384 个不受影响。',
    );
  });
});

describe('what an action did when it was tried', () => {
  const after = (counts: object, change: Partial<Rollout> = {}): Rollout =>
    underWay([{ ...COUNTS, ...counts }, { pending: 384 }], change);
  const exceptions = 'the release ends with exceptions.';
  const forgiven =
    'no longer count against the limits; none is put back, and one that is heard of again still takes the new version.';

  it.each<[string, ActionId, Rollout, Rollout, readonly string[]]>([
    [
      'starts it later',
      'deploy',
      all({ status: 'approved', deployedAt: null }),
      all({ status: 'scheduled', deployedAt: null }),
      ['Starts by itself as soon as nothing is in its way; approvals are counted again then.'],
    ],
    [
      'starts it at once',
      'deploy',
      all({ status: 'approved', deployedAt: null }),
      all({ status: 'deploying' }),
      ['Starts at once with the first wave; 500 nodes in all.'],
    ],
    [
      'asks those that were named',
      'retry',
      all(),
      after({ failed: 14, dark: 63, retrying: 3 }),
      ['3 nodes that were lost are asked once more, within the same limits.'],
    ],
    [
      'asks one that was named',
      'retry',
      all(),
      after({ failed: 15, retrying: 1 }),
      ['1 node that was lost is asked once more, within the same limits.'],
    ],
    [
      'asks one to go back',
      'retry',
      underWay([{ revert_failed: 2, failed: 5 }], { status: 'rolling_back' }),
      underWay([{ revert_failed: 1, dark: 1, failed: 5 }], { status: 'rolling_back' }),
      ['1 node not seen back is asked to go back once more.'],
    ],
    [
      'leaves out who was not asked',
      'skip',
      all({ lost: 5 }),
      underWay([COUNTS, { pending: 382, excluded: 2 }], { lost: 5 }),
      [`2 nodes are left out and keep what they run; ${exceptions}`],
    ],
    [
      'forgives who was lost',
      'skip',
      all({ lost: 5 }),
      all({ lost: 3 }),
      [`2 nodes that were lost ${forgiven}`],
    ],
    [
      'does both',
      'skip',
      all({ lost: 5 }),
      underWay([COUNTS, { pending: 383, excluded: 1 }], { lost: 4 }),
      [
        `1 node is left out and keeps what it runs; ${exceptions}`,
        `1 node that was lost ${forgiven.replace('count', 'counts')}`,
      ],
    ],
    [
      'makes a release of as many as were changed',
      'rollback',
      all({ status: 'completed' }),
      underWay([], { deployedAt: null }, { nodeCount: 9 }),
      [
        'A new release takes 9 nodes back to the version before this one.',
        'Data and schema changes of the program are not undone.',
      ],
    ],
  ])('%s', (_, action, before, left, expected) =>
    expect(saidOf(action, before, { after: left })).toEqual(expected),
  );

  it('names both kinds of nodes where none are named', () => {
    expect(saidOf('skip', all())).toEqual([
      expect.stringContaining('not asked yet are left out and keep what they run'),
      expect.stringContaining('still takes the new version'),
    ]);
  });
});

describe('what resuming would do', () => {
  const goesOn = 'The current step goes on; its waiting time starts again.';
  const why = { en: '', zh: '' };
  it.each<[PauseReason | null, readonly string[]]>([
    [null, [goesOn]],
    [{ kind: 'person', actor: null }, [goesOn]],
    [
      { kind: 'failures', lost: 3, asked: 4 },
      [goesOn, '3 nodes lost so far no longer count against the limits.'],
    ],
    [
      { kind: 'analysis', verdict: 'fail', why, wayBack: null },
      ['It goes on with the next step in spite of the judge; later steps are judged again.'],
    ],
  ])('%j', (pause, expected) => {
    expect(saidOf('resume', all({ status: 'paused', pause, lost: 3 }))).toEqual(expected);
  });
});

describe('what is said of a switch', () => {
  const COUNTED = { staged: 2, pending: 1, retrying: 4, updating: 8, succeeded: 16 };
  const switching = (steps: readonly Step[], change: Partial<BlueGreenStrategy> = {}): Rollout =>
    underWay([COUNTED], { steps: [STAGE, ...steps], step: 1 }, { strategy: aBlueGreen(change) });
  const ready = switching([untilPromoted, wave(0, 31)]);

  it('begins with all that have yet to, where a person promotes it', () => {
    const begins = { en: 'The switch begins: 15 nodes.', zh: '开始切换：15 个节点。' };
    expect(consequencesOf('promote', ready, UNTRIED)).toEqual([begins]);
    expect(consequencesOf('promote_full', ready, UNTRIED)[0]).toEqual(begins);
  });

  it.each([
    ['in the time in which the old build is kept', switching([minutes])],
    ['at the wave', switching([wave(0, 31)])],
    ['of a canary', underWay([COUNTED], { steps: [untilPromoted, wave(0, 5)] })],
  ])('is nothing %s', (_, rollout) => {
    expect(saidOf('promote', rollout).some((line) => line.startsWith('The switch'))).toBe(false);
  });

  it('keeps the old build only where it is to be kept', () => {
    const deploy = (seconds: number): readonly string[] =>
      saidOf('deploy', switching([], { rollbackWindowSeconds: seconds }));
    expect(deploy(0)).toHaveLength(2);
    expect(deploy(1)).toHaveLength(3);
  });

  it('is the same in both languages where the old build runs on', () => {
    const beside = switching([], { mode: 'side-by-side', rollbackWindowSeconds: 60 });
    expect(consequencesOf('deploy', beside, UNTRIED).map(({ zh }) => zh)).toEqual([
      '立即开始：31 个节点预先下载新版本；运行中的程序尚不改变。',
      '全部就位后自动切换，并遵守计划中的上限：新版本先在旧版本旁启动，再由主机切换流量。',
      '切换后60 秒内旧版本继续运行，回退只需切回流量。',
    ]);
    const swap = switching([], { isAutomatic: false, rollbackWindowSeconds: 60 });
    expect(
      consequencesOf('deploy', swap, UNTRIED)
        .map(({ zh }) => zh)
        .slice(1),
    ).toEqual(['全部就位后，等待有人执行切换。', '切换后60 秒内旧版本会保留，回退同样迅速。']);
  });

  it('is that only traffic moves back where the old build runs beside', () => {
    const last = (rollout: Rollout): string | undefined => saidOf('rollback', rollout)[2];
    expect(last(switching([], { mode: 'side-by-side' }))).toContain('only the traffic moves back');
    expect(last(switching([]))).toBeUndefined();
    expect(last(all())).toBeUndefined();
  });
});
