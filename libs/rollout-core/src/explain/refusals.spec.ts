import { refusalOf, type ActionId, type PauseReason, type Rollout, type Step } from '../index.js';
import { underWay } from '../under-way.fixtures.js';

const all = (change: Partial<Rollout> = {}): Rollout =>
  underWay([{ succeeded: 8, failed: 16 }, { pending: 384 }], change);
const wave: Step = { kind: 'wave', wave: 0, size: 5, weightPercent: null };
const untilPromoted: Step = { kind: 'pause', seconds: null };
const analysis: Step = { kind: 'analysis', seconds: 60, waitSeconds: 0 };

describe('why an action is refused', () => {
  const refused = (action: ActionId, rollout: Rollout): string | null =>
    refusalOf(action, rollout)?.en ?? null;
  const paused = (pause: PauseReason): Rollout =>
    all({ status: 'paused', pause, steps: [untilPromoted, wave] });
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
    ['a wave may go to the end', 'promote_full', all(), null],
    ['a pause of the plan may go to the end', 'promote_full', paused({ kind: 'step' }), null],
    ['what was paused for a reason may not', 'promote_full', paused({ kind: 'no_room', down: 1 }), reason],
    ['what is over may not', 'promote_full', all({ status: 'completed' }), 'It is not under way.'],
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
