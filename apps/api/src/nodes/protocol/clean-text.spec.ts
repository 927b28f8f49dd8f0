import fc from 'fast-check';
import { cleanLabels, cleanText } from './clean-text.js';

describe('F36 S36 text of machines', () => {
  it('is storable whatever was sent: no NUL, no control characters, no half pairs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat({ max: 50 }), (text, max) => {
        const clean = cleanText(text, max + 1) ?? '';
        // eslint-disable-next-line no-control-regex
        expect(clean).not.toMatch(/[\u0000-\u0008\u001b\u007f]/);
        expect(() => encodeURIComponent(clean)).not.toThrow();
        expect(clean.length).toBeLessThanOrEqual(max + 1);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a\ud800b', 'ab'],
    ['a\u0000b', 'ab'],
    ['  ', null],
    [null, null],
    ['😀', '😀'],
  ])('%j is %j', (text, expected) => expect(cleanText(text, 10)).toBe(expected));

  it('cuts no character in half', () => expect(cleanText('a😀', 2)).toBe('a'));

  it('leaves faulty labels away', () => {
    expect(cleanLabels({ region: 'north', 'bad key': 'x', isp: '\u0000' })).toEqual({ region: 'north' });
  });
});
