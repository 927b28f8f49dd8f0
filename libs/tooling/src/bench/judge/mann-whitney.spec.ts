import fc from 'fast-check';
import { shiftOf } from './mann-whitney.js';

const list = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 });

describe('how far the values of one list are above those of another', () => {
  it('is the middle of all differences, and with confidence one of them on each side', () => {
    fc.assert(
      fc.property(list, list, (values, others) => {
        const differences = values
          .flatMap((value) => others.map((other) => value - other))
          .sort((a, b) => a - b);
        const { estimate, low, high } = shiftOf(values, others, 0.95);
        expect(estimate).toBeCloseTo(differences[Math.ceil(differences.length / 2) - 1] ?? NaN, 5);
        for (const end of [low, high])
          expect(differences.some((difference) => Math.abs(difference - end) < 1e-5)).toBe(true);
        expect(low).toBeLessThanOrEqual(estimate + 1e-5);
        expect(high).toBeGreaterThanOrEqual(estimate - 1e-5);
      }),
    );
  });

  it('is as wide as the normal approximation says', () => {
    const values = Array.from({ length: 20 }, (_, place) => 100 * place);
    const others = Array.from({ length: 20 }, (_, place) => 100 * place + 1);
    const differences = values.flatMap((value) => others.map((other) => value - other)).sort((a, b) => a - b);
    const margin = 1.959_964 * Math.sqrt((20 * 20 * 41) / 12);
    expect(shiftOf(values, others, 0.95).low).toBeCloseTo(differences[Math.ceil(200 - margin) - 1] ?? NaN, 5);
  });

  it('is nothing at all between equal lists', () => {
    expect(shiftOf([0, 0, 0, 1], [0, 0, 0, 1], 0.98).estimate).toBe(0);
  });
});
