import { createHash } from 'node:crypto';
import type { Race } from './draw-race.js';

/** Which order of whom; each gives several, one after the other. */
export interface Doing {
  readonly actor: string;
  readonly step: number;
  readonly order: string;
}

/** A statement of a transaction, in the order in which they were sent. */
export interface Sent {
  readonly doing: Doing;
  readonly isBegin: boolean;
  /** It had to wait for a lock of somebody else. */
  hasWaited: boolean;
}

/**
 * `approve within deploy`, once each: a statement of the one was sent when the other had its first answer and not yet sent its
 * last. Beginning a transaction does not count, nor does waiting for the very first lock.
 */
export function interleavingsOf(sent: readonly Sent[]): readonly string[] {
  const found = new Set<string>();
  for (const [doing, { from, to }] of spansOf(sent))
    for (const { doing: other, isBegin } of sent.slice(from + 1, to))
      if (!isBegin && other.actor !== doing.actor) found.add(`${other.order} within ${doing.order}`);
  return [...found];
}

function spansOf(sent: readonly Sent[]): ReadonlyMap<Doing, { readonly from: number; readonly to: number }> {
  const spans = new Map<Doing, { readonly from: number; readonly to: number }>();
  for (const [index, { doing, isBegin }] of sent.entries()) {
    const span = spans.get(doing);
    if (span) spans.set(doing, { from: span.from, to: index });
    else if (!isBegin) spans.set(doing, { from: firstAnsweredAt(sent, index), to: index });
  }
  return spans;
}

/** Whoever was left waiting has an answer at the latest when they send something again. */
function firstAnsweredAt(sent: readonly Sent[], first: number): number {
  const { doing, hasWaited } = sent[first] ?? {};
  if (!hasWaited) return first;
  const next = sent.findIndex((each, index) => index > first && each.doing === doing);
  return next === -1 ? first : next;
}

/** The same for two races exactly when the same was asked for, and sent in the same order. */
export function scheduleOf({ minimum, isDraft, given, actors }: Race, sent: readonly Sent[]): string {
  const turns = sent.map(({ doing, hasWaited }) => `${doing.actor}${doing.step}${hasWaited ? '!' : ''}`);
  const whole = JSON.stringify([minimum, isDraft, given, [...actors], turns]);
  return createHash('sha256').update(whole).digest('base64').slice(0, 16);
}
