import { consequencesOf, type ActionId, type Rollout, type Step, type Trial } from '../index.js';
import { NOW, underWay } from '../under-way.fixtures.js';

const UNTRIED: Trial = { now: NOW, after: null };
const all = (change: Partial<Rollout>): Rollout => underWay([{ succeeded: 8 }, { pending: 384 }], change);
const saidOf = (action: ActionId, rollout: Rollout, now = NOW): readonly string[] =>
  consequencesOf(action, rollout, { now, after: null }).map(({ en }) => en);
const wave = (index: number, size: number): Step => ({
  kind: 'wave',
  wave: index,
  size,
  weightPercent: null,
});
const untilPromoted: Step = { kind: 'pause', seconds: null };
const minutes: Step = { kind: 'pause', seconds: 600 };
const analysis: Step = { kind: 'analysis', seconds: 60, waitSeconds: 0 };

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
    [
      'at a pause with another step before the wave',
      [untilPromoted, minutes, wave(0, 5)],
      ['The next wait begins: step 2 (its pause, 10 min).'],
    ],
    ['at a pause after the last wave', [minutes], ['The rest of this pause (10 min) is skipped.']],
    ['at a wave', [wave(0, 7), wave(1, 5)], [starts]],
  ])('%s', (_, steps, expected) => expect(saidOf('promote', all({ steps }))).toEqual(expected));

  it('skips what is left of the pause, and nothing where nothing is', () => {
    const left = (gone: number): readonly string[] =>
      saidOf('promote', all({ steps: [minutes] }), NOW + gone * 1000);
    expect(left(540)).toEqual(['The rest of this pause (60 s) is skipped.']);
    expect(left(600)).toEqual([]);
  });
});

describe('what going to the end without waiting would do', () => {
  const steps = [wave(0, 7), minutes, wave(1, 5), untilPromoted, analysis, wave(2, 5)];
  const starts = 'The next wave starts: 5 nodes more.';
  const later = 'step 4 (a pause until somebody promotes it), step 5 (its judge, 60 s)';
  it.each<[string, Partial<Rollout>, readonly string[]]>([
    [
      'at a wave',
      { step: 0 },
      [
        'Every wait that is left is skipped: 3 steps, 11 min of watching.',
        `That is step 2 (its pause, 10 min), ${later}.`,
      ],
    ],
    [
      'at a pause',
      { step: 1, stepStartedAt: NOW - 120_000 },
      [
        starts,
        'Every wait that is left is skipped: 3 steps, 9 min of watching.',
        `That is step 2 (the rest of its pause, 8 min), ${later}.`,
      ],
    ],
    [
      'at a pause that is over',
      { step: 1, stepStartedAt: NOW - 600_000 },
      [starts, 'Every wait that is left is skipped: 2 steps, 60 s of watching.', `That is ${later}.`],
    ],
    [
      'at a pause that was promoted',
      { step: 1, promotedStep: 1 },
      [starts, 'Every wait that is left is skipped: 2 steps, 60 s of watching.', `That is ${later}.`],
    ],
    [
      'where only a person is waited for',
      { steps: [wave(0, 7), untilPromoted, wave(1, 5)], step: 0 },
      ['Every wait that is left is skipped: 1 step.', 'That is step 2 (a pause until somebody promotes it).'],
    ],
    [
      'after a judge whom nobody heeds',
      { step: 4, acceptedStep: 4 },
      [starts, 'No pause and no judge is left that could be skipped; nothing changes.'],
    ],
    [
      'where it waits for nothing any more',
      { step: 0, skipsPauses: true },
      ['No pause and no judge is left that could be skipped; nothing changes.'],
    ],
    [
      'with more steps than are read',
      { steps: Array.from({ length: 10 }, () => minutes), step: -1 },
      [
        'Every wait that is left is skipped: 10 steps, 100 min of watching.',
        expect.stringMatching(/^That is step 1 .*, step 8 \(its pause, 10 min\) and 2 more\.$/) as string,
      ],
    ],
  ])('%s', (_, change, expected) =>
    expect(saidOf('promote_full', all({ steps, ...change }))).toEqual(expected),
  );

  it('says so in Chinese with the same numbers', () => {
    expect(consequencesOf('promote_full', all({ steps, step: 1 }), UNTRIED).map(({ zh }) => zh)).toEqual([
      '开始下一波：再更新 5 个节点。',
      '跳过剩余的全部等待：3 个步骤，共 11 分钟观察时间。',
      '即步骤 2（暂停的剩余时间，10 分钟）、步骤 4（等待人工推进的暂停）、步骤 5（评判，60 秒）。',
    ]);
  });
});
