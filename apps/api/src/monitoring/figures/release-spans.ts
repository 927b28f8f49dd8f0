import type { PauseReason, ReleaseEvent, Step } from '@release-console/rollout-core';
import { isJudged } from '../judge/judged-spans.read-model.js';

export interface SpanEvent {
  readonly at: Date;
  readonly data: ReleaseEvent;
}

export interface ReleaseSpan {
  readonly kind: 'analysis' | 'paused';
  readonly from: Date;
  /** Null for one that goes on. */
  readonly to: Date | null;
  /** Index of the step that was under way; null before the first one. */
  readonly step: number | null;
  /** What a judge holds the new version to in this time; null while none looks. */
  readonly comparedWith: 'others' | 'before' | null;
}

interface State {
  readonly steps: readonly Step[];
  readonly step: number;
  readonly pause: PauseReason | null;
  readonly isOver: boolean;
}

const BEGIN: State = { steps: [], step: -1, pause: null, isOver: true };

/** The times in which a release was judged or paused, from its whole history. */
export function releaseSpans(events: readonly SpanEvent[]): readonly ReleaseSpan[] {
  let state = BEGIN;
  let open: ReleaseSpan | null = null;
  const spans: ReleaseSpan[] = [];
  for (const { at, data } of events) {
    state = after(state, data);
    const now = spanOf(state, at);
    if (isSame(open, now)) continue;
    if (open && open.from < at) spans.push({ ...open, to: at });
    open = now;
  }
  return open ? [...spans, open] : spans;
}

function after(state: State, event: ReleaseEvent): State {
  switch (event.type) {
    case 'release.deployed':
      return { ...BEGIN, steps: event.steps, isOver: false };
    case 'step.completed':
      return { ...state, step: event.step + 1 };
    case 'release.paused':
      return { ...state, pause: event.reason };
    case 'release.resumed':
    case 'release.promoted':
      return { ...state, pause: null };
    case 'rollback.started':
    case 'release.stopped':
    case 'release.superseded':
    case 'release.finished':
      return { ...state, isOver: true };
    default:
      return state;
  }
}

/** What moves nodes is no span: it is the rest. */
function spanOf({ steps, step, pause, isOver }: State, from: Date): ReleaseSpan | null {
  const active = steps[step];
  if (isOver || (pause === null && active?.kind !== 'analysis' && active?.kind !== 'pause')) return null;
  // What waits for a reason waits for a person, and nobody looks meanwhile.
  const isLookedAt = active !== undefined && isJudged(active) && (pause === null || pause.kind === 'step');
  const hasOthers = steps.slice(step + 1).some(({ kind }) => kind === 'wave');
  return {
    kind: pause === null && active?.kind === 'analysis' ? 'analysis' : 'paused',
    from,
    to: null,
    step: step < 0 ? null : step,
    comparedWith: isLookedAt ? (hasOthers ? 'others' : 'before') : null,
  };
}

function isSame(open: ReleaseSpan | null, now: ReleaseSpan | null): boolean {
  if (open === null || now === null) return open === now;
  return open.kind === now.kind && open.step === now.step && open.comparedWith === now.comparedWith;
}
