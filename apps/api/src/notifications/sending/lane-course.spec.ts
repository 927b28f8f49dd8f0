import type { ChannelKind } from '../notification-words.js';
import { deliveriesAfter, laneAfter } from './lane-course.js';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const MINUTE = 60_000;
const ago = (minutes: number): Date => new Date(NOW - minutes * MINUTE);

interface Case {
  readonly kind?: ChannelKind;
  readonly status?: number | null;
  readonly waitMs?: number;
  readonly outcome?: 'retry' | 'refused';
  /** Minutes ago. */
  readonly failedFirst?: number;
  readonly sentLast?: number;
}

function after({ kind = 'webhook', status = 503, waitMs, outcome = 'retry', failedFirst, sentLast }: Case): {
  readonly silentMs: number | null | undefined;
  readonly isFailing: boolean | undefined;
  readonly isOwnFault: boolean | undefined;
} {
  const firstFailedAt = failedFirst === undefined ? null : ago(failedFirst);
  const waiting = { id: '1', eventId: '1', about: 'a', attempts: 0, firstFailedAt, isOwnFault: false };
  const sending = { kind, batch: [waiting], takenAt: NOW - MINUTE };
  const said = { outcome, status, waitMs: waitMs ?? null, isGone: false, answer: '', why: null };
  const lastSentAt = sentLast === undefined ? null : ago(sentLast);
  const lane = { revision: 1, failingSince: null, refusals: 0, lastSentAt };
  const deliveries = deliveriesAfter(lane, sending, said, NOW, 0);
  const state = laneAfter(lane, sending, said, deliveries, NOW);
  return {
    silentMs: state && (state.notBefore ? state.notBefore.getTime() - NOW : null),
    isFailing: state && state.failingSince !== null,
    isOwnFault: deliveries[0]?.isOwnFault,
  };
}

describe('after a message that was not taken', () => {
  it.each<[string, Case, number | null | undefined, boolean]>([
    ['a server that is down is left alone', {}, 5_000, false],
    ['so is one that does not answer', { status: null, sentLast: 9 }, 5_000, false],
    ['and a mail server', { kind: 'email', status: 451 }, 5_000, false],
    ['as long as it asks for', { waitMs: 7 * MINUTE }, 7 * MINUTE, false],
    ['what is wrong with one message says nothing of others', { status: 400 }, null, true],
    ['nor does a failure while others are taken', { failedFirst: 9, sentLast: 5 }, undefined, true],
    ['others before it prove nothing', { failedFirst: 5, sentLast: 9 }, 5_000, false],
    [
      'who is asked too often is left alone whatever was taken',
      { status: 429, waitMs: MINUTE, failedFirst: 9, sentLast: 5 },
      MINUTE,
      false,
    ],
    [
      'as is a robot that says so in the body',
      { kind: 'dingtalk', status: 200, waitMs: MINUTE, failedFirst: 9, sentLast: 5 },
      MINUTE,
      false,
    ],
    ['a test that was taken meanwhile counts for more', { sentLast: 0.5 }, undefined, true],
    ['also when the message is refused', { outcome: 'refused', sentLast: 0.5 }, undefined, false],
  ])('%s', (_, given, silentMs, isOwnFault) => {
    expect(after(given)).toEqual({
      silentMs,
      isOwnFault,
      isFailing: silentMs === undefined ? undefined : true,
    });
  });
});
