import { decide, shouldInterrupt } from './decide.js';
import type { Desired } from './decide.js';
import { aJob, aTarget, OLD } from './journal.fixtures.js';
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
  const kept = aTarget({ generation: 6, sha256: OLD, action: 'revert' });
  const stageOfKept = aTarget({ generation: 6, sha256: OLD, action: 'stage' });

  it.each<readonly [Step, string, Desired, boolean, string]>([
    ['download', 'something newer', newer, true, 'begin'],
    ['precheck', 'something newer', newer, true, 'begin'],
    ['download', 'nothing', NOTHING, true, 'note'],
    ['swap', 'what is kept', kept, true, 'step'],
    ['start', 'what is kept', kept, true, 'step'],
    ['check', 'what is kept', kept, true, 'begin'],
    ['check', 'what must be downloaded', newer, true, 'step'],
    ['check', 'staging what is kept', stageOfKept, true, 'step'],
    ['check', 'nothing', NOTHING, true, 'step'],
    ['warm', 'what is kept', kept, true, 'step'],
    ['back-swap', 'what is kept', kept, true, 'step'],
    ['back-check', 'what is kept', kept, true, 'step'],
    ['download', 'something newer, held', newer, false, 'rest'],
    ['drain', 'something newer, held', newer, false, 'step'],
  ])('in the middle of %s, wanting %s', (step, _, desired, mayAct, kind) => {
    const busy = journal({ job: aJob({ step, isBegun: true }), kept: [OLD] });
    expect(decide({ journal: busy, desired, mayAct }).kind).toBe(kind);
  });

  it.each<readonly [Step, string]>([
    ['start', 'begin'],
    ['check', 'begin'],
    ['undrain', 'begin'],
    ['switch', 'step'],
    ['confirm', 'step'],
    ['old-drain', 'step'],
    ['old-start', 'step'],
    ['new-drain', 'step'],
    ['new-stop', 'step'],
  ])('beside the old version in %s, wanting something newer: %s', (step, kind) => {
    const place = { mode: 'side-by-side', slot: 'b', oldSlot: 'a' } as const;
    const busy = journal({ job: aJob({ step, place, isBegun: true }) });
    expect(decide({ journal: busy, desired: newer, mayAct: true }).kind).toBe(kind);
  });

  it.each<readonly [Step, string, Desired, boolean, string]>([
    ['drain', 'nothing new, held', aTarget({ generation: 5 }), false, 'rest'],
    ['swap', 'something newer, held', newer, false, 'rest'],
    ['swap', 'something newer', newer, true, 'begin'],
    ['swap', 'nothing', NOTHING, true, 'note'],
    ['swap', 'nothing new', aTarget({ generation: 5 }), true, 'step'],
  ])('before %s as the first that touches anything, wanting %s', (step, _, desired, mayAct, kind) => {
    const busy = journal({ job: aJob({ step }), kept: [OLD] });
    expect(decide({ journal: busy, desired, mayAct }).kind).toBe(kind);
    const later = journal({ job: aJob({ step, hasTouched: true }), kept: [OLD] });
    expect(decide({ journal: later, desired, mayAct }).kind).toBe('step');
  });

  it('an update that took over a touched program is brought to its end', () => {
    const busy = journal({ job: aJob({ step: 'download', hasTouched: true }), kept: [OLD] });
    expect(decide({ journal: busy, desired: newer, mayAct: true }).kind).toBe('step');
    expect(decide({ journal: busy, desired: NOTHING, mayAct: true }).kind).toBe('step');
    expect(decide({ journal: busy, desired: newer, mayAct: false }).kind).toBe('step');
  });

  it('cuts short only what can be begun again', () => {
    const cut = (step: Step): boolean =>
      shouldInterrupt({
        journal: journal({ job: aJob({ step }), kept: [OLD] }),
        desired: kept,
        mayAct: true,
      });
    expect((['download', 'check'] as const).map(cut)).toEqual([true, true]);
    const others = [
      'verify',
      'precheck',
      'drain',
      'stop',
      'swap',
      'start',
      'warm',
      'back-stop',
      'back-check',
    ] as const;
    expect(others.some(cut)).toBe(false);
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
