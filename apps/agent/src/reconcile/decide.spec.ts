import { decide, shouldInterrupt } from './decide.js';
import type { Desired } from './decide.js';
import { aJob, aTarget } from './journal.fixtures.js';
import { emptyJournal } from './journal.js';
import type { BinJournal } from './journal.js';
import { mayActIn } from './fleet-of-bins.js';
import type { Step } from './steps.js';

const NOTHING: Desired = { generation: 9, sha256: null };
const journal = (changes: Partial<BinJournal> = {}): BinJournal => ({
  ...emptyJournal('web'),
  actedGeneration: 5,
  ...changes,
});

describe('what to do next', () => {
  it.each([
    ['nothing is wanted', null, true, 'rest'],
    ['F24 I14 an older generation is wanted', aTarget({ generation: 4 }), true, 'rest'],
    ['I14 the generation was acted on', aTarget({ generation: 5 }), true, 'rest'],
    ['a newer one is wanted', aTarget({ generation: 6 }), true, 'begin'],
    ['a newer one is wanted but the node is held', aTarget({ generation: 6 }), false, 'rest'],
    ['a newer generation wants nothing', NOTHING, true, 'note'],
  ] as const)('when %s: %s', (_, desired, mayAct, kind) => {
    expect(decide({ journal: journal(), desired, mayAct }).kind).toBe(kind);
  });

  const newer = aTarget({ generation: 6 });
  it.each<readonly [Step, Desired, boolean, string]>([
    ['download', newer, true, 'drop'],
    ['precheck', newer, true, 'drop'],
    ['download', NOTHING, true, 'drop'],
    ['swap', newer, true, 'step'],
    ['start', newer, true, 'step'],
    ['check', newer, true, 'drop'],
    ['check', NOTHING, true, 'step'],
    ['back-swap', newer, true, 'step'],
    ['back-check', newer, true, 'drop'],
    ['download', newer, false, 'rest'],
    ['drain', newer, false, 'step'],
  ])('in the middle of %s, something newer wanted, may act %s %s: %s', (step, desired, mayAct, kind) => {
    expect(decide({ journal: journal({ job: aJob({ step }) }), desired, mayAct }).kind).toBe(kind);
  });

  it('cuts short only what can be begun again', () => {
    const cut = (step: Step): boolean =>
      shouldInterrupt({ journal: journal({ job: aJob({ step }) }), desired: newer, mayAct: true });
    expect((['download', 'check', 'back-check'] as const).map(cut)).toEqual([true, true, true]);
    expect(
      (['verify', 'precheck', 'drain', 'stop', 'swap', 'start', 'warm', 'back-stop'] as const).some(cut),
    ).toBe(false);
  });
});

it.each([
  ['observing', false],
  ['active', true],
  ['maintenance', true],
  ['drained', true],
  ['retired', false],
  ['replaced', false],
  ['something-new', false],
  [null, false],
])('a node that is %s may act: %s', (lifecycle, expected) => {
  expect(mayActIn(lifecycle, false)).toBe(expected);
  expect(mayActIn(lifecycle, true)).toBe(false);
});
