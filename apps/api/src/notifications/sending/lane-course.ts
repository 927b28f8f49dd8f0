import type { Text } from '@release-console/rollout-core';
import { answeredOnly, answeredWith, saidNothing } from '../notification-sentences.js';
import type { SendResult } from './message-sender.js';
import type { DeliveryState, Lane, LaneState, Waiting } from './lanes.repository.js';
import { GIVEN_UP_AFTER_MS, LONGEST_SILENCE_MS, MOST_REFUSALS, pauseAfter } from './schedule.js';

type Said = Pick<SendResult, 'outcome' | 'waitMs' | 'isGone' | 'status' | 'answer' | 'why'>;

/** What becomes of each delivery that was in a message. @param chance from 0 up to 1 */
export function deliveriesAfter(
  batch: readonly Waiting[],
  { outcome, waitMs }: Said,
  now: number,
  chance: number,
): readonly DeliveryState[] {
  return batch.map(({ id, attempts }) => {
    if (outcome === 'sent') return { id, state: 'sent', nextAt: new Date(now) };
    const pause = outcome === 'retry' ? pauseAfter(attempts + 1, chance) : undefined;
    if (pause === undefined) return { id, state: 'failed', nextAt: new Date(now) };
    return { id, state: 'waiting', nextAt: new Date(now + Math.max(pause, waitMs ?? 0)) };
  });
}

/** What becomes of the channel: a long time without success, or refusal after refusal, and it is given up. */
export function laneAfter(
  lane: Pick<Lane, 'failingSince' | 'refusals'>,
  said: Said,
  deliveries: readonly DeliveryState[],
  now: number,
): LaneState {
  if (said.outcome === 'sent') {
    const good = { failingSince: null, refusals: 0, lastError: null, disabledAt: null, notBefore: null };
    return { ...good, lastSentAt: new Date(now) };
  }
  const failingSince = lane.failingSince ?? new Date(now);
  const refusals = said.outcome === 'refused' ? lane.refusals + 1 : lane.refusals;
  const isGivenUp =
    said.isGone || refusals >= MOST_REFUSALS || now - failingSince.getTime() >= GIVEN_UP_AFTER_MS;
  return {
    failingSince,
    refusals,
    lastError: errorOf(said),
    lastSentAt: null,
    disabledAt: isGivenUp ? new Date(now) : null,
    notBefore: notBeforeOf(said, deliveries, now),
  };
}

function errorOf({ status, answer, why }: Said): Text {
  if (why) return why;
  if (status === null) return saidNothing();
  return answer === '' ? answeredOnly(status) : answeredWith(status, answer);
}

function notBeforeOf(
  { outcome, waitMs }: Said,
  deliveries: readonly DeliveryState[],
  now: number,
): Date | null {
  if (outcome === 'refused') return null;
  const next = Math.min(...deliveries.map(({ nextAt }) => nextAt.getTime()));
  return new Date(Math.max(now + (waitMs ?? 0), Math.min(next, now + LONGEST_SILENCE_MS)));
}
