import type { PauseReason, ReleaseEvent, Step } from '@release-console/rollout-core';
import { releaseSpans } from './release-spans.js';

const WAVE = { kind: 'wave' } as Step;
const JUDGE = { kind: 'analysis', seconds: 60, waitSeconds: 60 } as Step;
const WAIT = { kind: 'pause', seconds: 60 } as Step;

const deployed = (...steps: readonly Step[]): ReleaseEvent => ({
  type: 'release.deployed',
  steps,
  waveSizes: [],
  groupSizes: {},
});
const done = (step: number): ReleaseEvent => ({ type: 'step.completed', step, isSkipped: false });
const paused = (reason: PauseReason): ReleaseEvent => ({ type: 'release.paused', reason });
const BY_PERSON: PauseReason = { kind: 'person', actor: null };
const RESUMED: ReleaseEvent = { type: 'release.resumed' };
const GOES_BACK: ReleaseEvent = {
  type: 'rollback.started',
  trigger: { kind: 'person', actor: null },
  deadlineAt: 0,
};

/** One event a second. */
function spansOf(...events: readonly (ReleaseEvent | null)[]): readonly string[] {
  const rows = events.flatMap((data, second) => (data ? [{ at: new Date(second * 1_000), data }] : []));
  return releaseSpans(rows).map(({ kind, from, to, step, comparedWith }) => {
    const until = to === null ? '…' : String(to.getTime() / 1_000);
    return `${kind} ${from.getTime() / 1_000}-${until} at ${step} with ${comparedWith}`;
  });
}

describe('spans of a release', () => {
  it.each<[string, readonly (ReleaseEvent | null)[], readonly string[]]>([
    ['nothing before it is deployed', [{ type: 'release.submitted' }], []],
    ['nothing while nodes are moved', [deployed(WAVE), done(-1)], []],
    [
      'a step that is judged, beside the others',
      [deployed(WAVE, JUDGE, WAVE), done(-1), done(0), done(1), done(2)],
      ['analysis 2-3 at 1 with others'],
    ],
    [
      'the last one, beside the time before',
      [deployed(WAVE, JUDGE), done(-1), done(0)],
      ['analysis 2-… at 1 with before'],
    ],
    [
      'a planned pause, in which is looked too',
      [deployed(WAVE, WAIT, WAVE), done(-1), done(0), done(1)],
      ['paused 2-3 at 1 with others'],
    ],
    [
      'a planned pause that waits for a person as one, from its begin',
      [deployed(WAVE, WAIT, WAVE), done(-1), done(0), paused({ kind: 'step' }), null, RESUMED, done(1)],
      ['paused 2-6 at 1 with others'],
    ],
    [
      'a judgement that a person interrupts in three',
      [deployed(WAVE, JUDGE, WAVE), done(-1), done(0), paused(BY_PERSON), RESUMED, done(1)],
      ['analysis 2-3 at 1 with others', 'paused 3-4 at 1 with null', 'analysis 4-5 at 1 with others'],
    ],
    [
      'a pause before the first step',
      [deployed(WAVE), paused(BY_PERSON), RESUMED, done(-1)],
      ['paused 1-2 at null with null'],
    ],
    [
      'nothing once it goes back',
      [
        deployed(WAVE, JUDGE, WAVE),
        done(-1),
        done(0),
        GOES_BACK,
        { type: 'release.finished', status: 'rolled_back' },
      ],
      ['analysis 2-3 at 1 with others'],
    ],
  ])('are %s', (_, events, spans) => expect(spansOf(...events)).toEqual(spans));
});
