import type { Text } from '@release-console/rollout-core';
import { answeredOnly, answeredWith, saidNothing } from '../notification-sentences.js';
import type { ChannelKind } from '../notification-words.js';
import type { SendResult } from './message-sender.js';
import type { DeliveryState, LaneNow, LaneState, Waiting } from './lanes.repository.js';
import { GIVEN_UP_AFTER_MS, LONGEST_SILENCE_MS, MOST_REFUSALS, pauseAfter } from './schedule.js';

type Said = Pick<SendResult, 'outcome' | 'waitMs' | 'isGone' | 'status' | 'answer' | 'why'>;

/** What went out together, and when. */
export interface Sending {
  readonly kind: ChannelKind;
  readonly batch: readonly Waiting[];
  /** Milliseconds since 1970. */
  readonly takenAt: number;
}

/** What becomes of each delivery that was in a message. @param chance from 0 up to 1 */
export function deliveriesAfter(
  lane: Pick<LaneNow, 'lastSentAt'>,
  { kind, batch, takenAt }: Sending,
  said: Said,
  now: number,
  chance: number,
): readonly DeliveryState[] {
  const { outcome, waitMs } = said;
  return batch.map((waiting) => {
    const { id, attempts } = waiting;
    const ended = { id, nextAt: new Date(now), isOwnFault: false };
    if (outcome === 'sent') return { ...ended, state: 'sent' };
    const pause = outcome === 'retry' ? pauseAfter(attempts + 1, chance) : undefined;
    if (pause === undefined) return { ...ended, state: 'failed' };
    const isOwnFault =
      !isCrowded(said) && (!isOfOtherSide(kind, said) || areOthersTaken(lane, waiting, takenAt));
    return { id, state: 'waiting', nextAt: new Date(now + Math.max(pause, waitMs ?? 0)), isOwnFault };
  });
}

/**
 * What becomes of the channel: a long time without success, or refusal after refusal, and it is given up. Undefined: it
 * stays as it is, since what failed says nothing of it.
 */
export function laneAfter(
  lane: LaneNow,
  { kind, batch, takenAt }: Sending,
  said: Said,
  deliveries: readonly DeliveryState[],
  now: number,
): LaneState | undefined {
  if (said.outcome === 'sent') {
    const good = { failingSince: null, refusals: 0, lastError: null, disabledAt: null };
    return { ...good, notBefore: null, askedUntil: null, lastSentAt: new Date(now) };
  }
  // A test, since nobody else sends meanwhile.
  if (isAfter(lane.lastSentAt, takenAt)) return undefined;
  const isRetry = said.outcome === 'retry';
  if (isRetry && !isCrowded(said) && batch.every((waiting) => areOthersTaken(lane, waiting, takenAt)))
    return undefined;
  const failingSince = lane.failingSince ?? new Date(now);
  const refusals = isRetry ? lane.refusals : lane.refusals + 1;
  const isGivenUp =
    said.isGone || refusals >= MOST_REFUSALS || now - failingSince.getTime() >= GIVEN_UP_AFTER_MS;
  const isSilent = isRetry && isOfOtherSide(kind, said);
  return {
    failingSince,
    refusals,
    lastError: errorOf(said),
    lastSentAt: null,
    disabledAt: isGivenUp ? new Date(now) : null,
    notBefore: isSilent ? silentUntil(said, deliveries, now) : null,
    askedUntil: isSilent ? askedUntilOf(said, now) : null,
  };
}

/** Null: the other side has said nothing of when it wants to be asked again. */
export function askedUntilOf({ waitMs }: Pick<Said, 'waitMs'>, now: number): Date | null {
  return waitMs === null ? null : new Date(now + waitMs);
}

/** It says that it was asked too often, which is about no message. */
function isCrowded({ status, waitMs }: Said): boolean {
  return status === 429 || (status === 200 && waitMs !== null);
}

/** Whether another message may well have come to the same. Mail servers say what is wrong with one by refusing it. */
function isOfOtherSide(kind: ChannelKind, said: Said): boolean {
  const { status } = said;
  return kind === 'email' || status === null || status >= 500 || isCrowded(said);
}

function areOthersTaken(
  { lastSentAt }: Pick<LaneNow, 'lastSentAt'>,
  { firstFailedAt }: Waiting,
  takenAt: number,
): boolean {
  return isAfter(lastSentAt, firstFailedAt?.getTime() ?? takenAt);
}

function isAfter(date: Date | null, than: number): boolean {
  return date !== null && date.getTime() > than;
}

function errorOf({ status, answer, why }: Said): Text {
  if (why) return why;
  if (status === null) return saidNothing();
  return answer === '' ? answeredOnly(status) : answeredWith(status, answer);
}

function silentUntil({ waitMs }: Said, deliveries: readonly DeliveryState[], now: number): Date {
  const next = Math.min(...deliveries.map(({ nextAt }) => nextAt.getTime()));
  return new Date(Math.max(now + (waitMs ?? 0), Math.min(next, now + LONGEST_SILENCE_MS)));
}
