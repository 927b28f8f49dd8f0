import { GAP_MS, Listening } from './listening.js';

const NOON = 2_000_000_000_000;
const START = { wall: NOON, monotonic: 5_000 };

/** So much later by both clocks, where nobody set one. */
const later = (ms: number, setForwardMs = 0): { wall: number; monotonic: number } => ({
  wall: NOON + ms + setForwardMs,
  monotonic: START.monotonic + ms,
});

/** Proves every three seconds, and answers how long each time it was deaf before. */
function proveUntil(listening: Listening, fromMs: number, untilMs: number, setForwardMs = 0): number[] {
  const gaps: number[] = [];
  for (let ms = fromMs; ms <= untilMs; ms += 3_000) gaps.push(listening.prove(later(ms, setForwardMs)));
  return gaps.filter((gap) => gap > 0);
}

describe('since when a process could have heard nodes', () => {
  it('is its start', () => {
    const listening = new Listening(START);
    expect(proveUntil(listening, 3_000, 600_000)).toEqual([]);
    expect(listening.sinceAt(later(601_000))).toBe(NOON);
  });

  it.each([
    ['no gap on the dot', GAP_MS, 0],
    ['a gap after it', GAP_MS + 1, GAP_MS + 1],
  ])('a time without a proof is %s', (_, ms, since) => {
    const listening = new Listening(START);
    expect(listening.sinceAt(later(ms))).toBe(NOON + since);
  });

  it('is the end of the last gap, also where nobody asked in it', () => {
    const listening = new Listening(START);
    proveUntil(listening, 3_000, 60_000);
    expect(listening.prove(later(200_000))).toBe(140_000);
    expect(proveUntil(listening, 203_000, 260_000)).toEqual([]);
    expect(listening.sinceAt(later(261_000))).toBe(NOON + 200_000);
  });

  it('is now while the gap lasts, also when somebody asks before the first proof', () => {
    const listening = new Listening(START);
    for (const ms of [16_000, 20_000, 500_000]) expect(listening.sinceAt(later(ms))).toBe(NOON + ms);
    listening.prove(later(501_000));
    expect(listening.sinceAt(later(510_000))).toBe(NOON + 501_000);
  });

  it.each([
    ['hardly', 2_000, NOON + 2_000],
    ['far', 3_600_000, NOON + 31_000 + 3_600_000],
  ])('F21 is told by the clock, set forward %s', (_, setForwardMs, since) => {
    const listening = new Listening(START);
    proveUntil(listening, 3_000, 30_000);
    expect(listening.sinceAt(later(31_000, setForwardMs))).toBe(since);
    expect(proveUntil(listening, 33_000, 90_000, setForwardMs)).toEqual([]);
    expect(listening.sinceAt(later(91_000, setForwardMs))).toBe(since);
  });

  it('F21 is not in the future when the clock is set back', () => {
    const listening = new Listening(START);
    proveUntil(listening, 3_000, 30_000);
    expect(listening.sinceAt(later(31_000, -7_200_000))).toBe(NOON - 7_200_000);
  });

  it('F21 is told by the clock while it is set slowly', () => {
    const listening = new Listening(START);
    for (let ms = 3_000; ms <= 3_600_000; ms += 3_000)
      expect(listening.prove(later(ms, ms * 0.0005))).toBe(0);
  });
});
