import { aBlueGreen } from '../fleet.fixtures.js';
import {
  consequencesOf,
  refusalOf,
  type ActionId,
  type BlueGreenStrategy,
  type PauseReason,
  type Rollout,
  type Step,
} from '../index.js';
import { STAGE, underWay } from '../under-way.fixtures.js';

/** Everywhere another number of nodes; 511 in all, 127 of them exposed. */
const COUNTS = { assigned: 1, updating: 2, baking: 4, succeeded: 8, failed: 16, timed_out: 32, dark: 64 };
const all = (change: Partial<Rollout> = {}): Rollout =>
  underWay([COUNTS, { pending: 384 }], change, { nodeCount: 500 });
const saidOf = (action: ActionId, rollout: Rollout): readonly string[] =>
  consequencesOf(action, rollout).map(({ en }) => en);
const wave = (index: number, size: number): Step => ({
  kind: 'wave',
  wave: index,
  size,
  weightPercent: null,
});
const untilPromoted: Step = { kind: 'pause', seconds: null };
const minutes: Step = { kind: 'pause', seconds: 600 };
const analysis: Step = { kind: 'analysis', seconds: 60, waitSeconds: 0 };

describe('what an action would do', () => {
  it.each<[ActionId, Rollout, readonly string[]]>([
    [
      'approve',
      all({ deployedAt: null }),
      ['Once deployed, up to 500 nodes change. Going back later needs no further approval.'],
    ],
    ['deploy', all({ deployedAt: null }), ['Starts at once with the first wave; 500 nodes in all.']],
    ['retry', all(), ['Up to 112 nodes that were lost are asked once more, within the same limits.']],
    [
      'pause',
      all(),
      ['No further node is started.', '7 nodes at work finish what they do; no node moves back.'],
    ],
    [
      'abort',
      all(),
      [
        'The release ends here: 127 were given the new version, 384 keep the old one.',
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
        'A new release takes 511 nodes back to the version before this one.',
        'Data and schema changes of the program are not undone.',
      ],
    ],
  ])('%s', (action, rollout, expected) => expect(saidOf(action, rollout)).toEqual(expected));

  it('says so in Chinese with the same numbers', () => {
    expect(consequencesOf('retry', all())[0]?.zh).toContain('最多 112 个');
    expect(consequencesOf('abort', all())[0]?.zh).toBe(
      '发布就此结束：127 个节点已下发新版本，384 个保持旧版本。',
    );
    expect(consequencesOf('rollback', all())[0]?.zh).toBe('127 个节点恢复到之前的版本；384 个不受影响。');
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

describe('what promoting would do', () => {
  const starts = 'The next wave starts: 5 nodes more.';
  it.each<[string, readonly Step[], readonly string[]]>([
    ['at a pause without an end', [untilPromoted, wave(0, 5)], [starts]],
    ['at a pause', [minutes, wave(0, 5)], [starts, 'The rest of this pause (10 min) is skipped.']],
    [
      'at an analysis',
      [analysis, wave(0, 5)],
      [starts, 'It goes on without what the judge would say of this step.'],
    ],
    ['at a pause with another step before the wave', [untilPromoted, minutes, wave(0, 5)], [starts]],
    ['at a pause after the last wave', [minutes], ['The rest of this pause (10 min) is skipped.']],
    ['at a wave', [wave(0, 7), wave(1, 5)], [starts]],
  ])('%s', (_, steps, expected) => expect(saidOf('promote', all({ steps }))).toEqual(expected));
});

describe('what is said of a switch', () => {
  const COUNTED = { staged: 2, pending: 1, retrying: 4, updating: 8, succeeded: 16 };
  const switching = (steps: readonly Step[], change: Partial<BlueGreenStrategy> = {}): Rollout =>
    underWay([COUNTED], { steps: [STAGE, ...steps], step: 1 }, { strategy: aBlueGreen(change) });
  const ready = switching([untilPromoted, wave(0, 31)]);

  it('begins with all that have yet to, where a person promotes it', () => {
    expect(consequencesOf('promote', ready)).toEqual([
      { en: 'The switch begins: 15 nodes.', zh: '开始切换：15 个节点。' },
    ]);
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
    expect(consequencesOf('deploy', beside).map(({ zh }) => zh)).toEqual([
      '立即开始：31 个节点预先下载新版本；运行中的程序尚不改变。',
      '全部就位后自动切换，并遵守计划中的上限：新版本先在旧版本旁启动，再由主机切换流量。',
      '切换后60 秒内旧版本继续运行，回退只需切回流量。',
    ]);
    const swap = switching([], { isAutomatic: false, rollbackWindowSeconds: 60 });
    expect(
      consequencesOf('deploy', swap)
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

describe('why an action is refused', () => {
  const refused = (action: ActionId, rollout: Rollout): string | null =>
    refusalOf(action, rollout)?.en ?? null;
  const paused = (pause: PauseReason): Rollout =>
    all({ status: 'paused', pause, steps: [untilPromoted, wave(0, 5)] });
  const good = (change: Partial<Rollout>, counts = {}): Rollout =>
    underWay([{ succeeded: 1, ...counts }], change);
  const nobodyLost = 'No node is lost, so there is nothing to retry.';
  const reason = 'It was paused for the reason shown; resume it to go on in spite of that.';
  const notWaiting = 'It is not waiting: the current wave must finish first.';

  it.each<[string, ActionId, Rollout, string | null]>([
    ['what ran may go back', 'rollback', all({ status: 'completed' }), null],
    ['what was stopped may go back', 'rollback', all({ status: 'stopped' }), null],
    [
      'what never ran may not',
      'rollback',
      all({ status: 'cancelled' }),
      'It has not changed any node that could go back.',
    ],
    ['nothing else is possible after the end', 'retry', all({ status: 'completed' }), 'It is not under way.'],
    [
      'a pause of the plan is not resumed',
      'resume',
      paused({ kind: 'step' }),
      'This pause is a step of the plan; promote it instead.',
    ],
    ['another pause is resumed', 'resume', paused({ kind: 'person', actor: null }), null],
    ['a pause of the plan is promoted', 'promote', paused({ kind: 'step' }), null],
    ['where a person paused it is promoted', 'promote', paused({ kind: 'person', actor: null }), null],
    ['where it was paused for a reason it is not', 'promote', paused({ kind: 'no_room', down: 1 }), reason],
    ['an analysis is promoted', 'promote', all({ steps: [analysis] }), null],
    ['a wave is not', 'promote', all(), notWaiting],
    ['nobody is lost', 'retry', good({}), nobodyLost],
    ['one failed', 'retry', good({}, { failed: 1 }), null],
    ['one was late', 'retry', good({}, { timed_out: 1 }), null],
    ['one is dark', 'retry', good({}, { dark: 1 }), null],
    ['as many failed as were late and dark', 'retry', good({}, { failed: 2, timed_out: 1, dark: 1 }), null],
    ['as many were late as are dark', 'retry', good({}, { timed_out: 1, dark: 1 }), null],
    ['all were seen back', 'retry', good({ status: 'rolling_back' }, { failed: 1 }), nobodyLost],
    ['one was not seen back', 'retry', good({ status: 'rolling_back' }, { revert_failed: 1 }), null],
  ])('%s', (_, action, rollout, expected) => expect(refused(action, rollout)).toBe(expected));
});
