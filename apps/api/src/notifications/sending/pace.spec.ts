import fc from 'fast-check';
import { CHANNEL_KINDS, type ChannelKind } from '../notification-words.js';
import { tellAt } from './quiet-hours.js';
import { fullAfterOne, nextTokenAt, RATES, tokensAt } from './rate.js';
import { pauseAfter } from './schedule.js';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const HOUR = 3_600_000;

describe('the schedule', () => {
  it('is that of Standard Webhooks, and ends', () => {
    const pauses = Array.from({ length: 11 }, (_, index) => pauseAfter(index + 1, 0));
    const seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    expect(pauses).toEqual([...seconds.map((second) => second * 1_000), undefined, undefined]);
  });

  it('is never shorter, and a fifth longer at the most', () => {
    expect(pauseAfter(1, 0.5)).toBe(5_500);
    expect(pauseAfter(2, 0.999999)).toBeLessThanOrEqual(360_000);
  });
});

/** What goes out when somebody always wants to send: at each moment as many as there are tokens. */
function sentAt(kind: ChannelKind, steps: readonly number[]): readonly number[] {
  const rate = RATES[kind];
  let [now, fullAt] = [NOW, null as number | null];
  const sent: number[] = [];
  for (const step of steps) {
    now += step;
    for (let left = tokensAt(rate, fullAt, now); left > 0; left -= 1) {
      fullAt = fullAfterOne(rate, fullAt, now);
      sent.push(now);
    }
  }
  return sent;
}

describe('the rate of a robot', () => {
  const VENDOR: Partial<Record<ChannelKind, readonly (readonly [ms: number, most: number])[]>> = {
    dingtalk: [[60_000, 20]],
    wecom: [[60_000, 20]],
    feishu: [
      [60_000, 100],
      [1_000, 5],
    ],
    slack: [[1_000, 2]],
  };

  it.each(CHANNEL_KINDS)('of %s is never more than the vendor bears, in any span of time', (kind) => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 80 }), (steps) => {
        const sent = sentAt(kind, steps);
        for (const [span, most] of VENDOR[kind] ?? [])
          for (const from of sent)
            expect(sent.filter((at) => at >= from && at < from + span).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it.each(CHANNEL_KINDS)('of %s comes back', (kind) => {
    const rate = RATES[kind];
    let fullAt: number | null = null;
    for (let left = rate.burst; left > 0; left -= 1) fullAt = fullAfterOne(rate, fullAt, NOW);
    expect(tokensAt(rate, fullAt, NOW)).toBe(0);
    const next = nextTokenAt(rate, fullAt, NOW);
    expect(tokensAt(rate, fullAt, next - 2)).toBe(0);
    expect(tokensAt(rate, fullAt, Math.ceil(next))).toBe(1);
  });

  it('does not wait for a clock that was wrong', () => {
    expect(fullAfterOne(RATES.slack, NOW + 99 * HOUR, NOW)).toBeLessThan(NOW + HOUR);
  });
});

describe('quiet hours', () => {
  const QUIET = {
    timeZone: 'Asia/Shanghai',
    days: [1, 2, 3, 4, 5, 6, 7],
    from: '22:00',
    to: '08:00',
    isCriticalTold: true,
  } as const;
  const at = (time: string): number => Date.parse(`2026-11-27T${time}:00Z`);

  it.each([
    ['before', '13:59', '13:59'],
    ['as they begin', '14:00', '24:00'],
    ['in the night', '20:30', '24:00'],
  ])('%s', (_, now, told) => {
    expect(tellAt(QUIET, 'warning', at(now))).toBe(told === '24:00' ? at('00:00') + 24 * HOUR : at(told));
  });

  it('let through what is critical, if they are to', () => {
    expect(tellAt(QUIET, 'critical', at('20:30'))).toBe(at('20:30'));
    expect(tellAt({ ...QUIET, isCriticalTold: false }, 'critical', at('20:30'))).toBe(
      at('00:00') + 24 * HOUR,
    );
  });

  it('are none where none are set', () => {
    expect(tellAt(null, 'info', NOW)).toBe(NOW);
  });
});
