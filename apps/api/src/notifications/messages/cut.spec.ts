import fc from 'fast-check';
import { cutBytes, cutUnits, plainLine } from './cut.js';

const texts = fc.string({ unit: 'binary', maxLength: 60 });

describe('cutting', () => {
  it('keeps what fits', () => {
    expect(cutBytes('发布', 6)).toBe('发布');
    expect(cutUnits('发布', 2)).toBe('发布');
  });

  it('never leaves half of a character', () => {
    expect(cutBytes('发布完成', 11)).toBe('发布…');
    expect(cutUnits('a😀b😀', 5)).toBe('a😀b…');
    expect(cutUnits('a😀😀b', 4)).toBe('a😀…');
  });

  it('gives at most so many bytes, and the beginning of the text', () => {
    fc.assert(
      fc.property(texts, fc.nat(80), (text, most) => {
        const cut = cutBytes(text, most);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
        expect(Buffer.from(cut).toString()).toBe(cut);
        expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true);
      }),
    );
  });

  it('gives at most so many units', () => {
    fc.assert(
      fc.property(texts, fc.nat(80), (text, most) => {
        const cut = cutUnits(text, most);
        expect(cut.length).toBeLessThanOrEqual(most);
        expect(Buffer.from(cut).toString()).toBe(cut);
      }),
    );
  });
});

describe('a plain line', () => {
  it.each([
    ['a\r\nBcc: b\tc', 'a Bcc: b c'],
    ['a\u202Egnp.exe', 'agnp.exe'],
    ['\ud800x', '\ufffdx'],
    ['a\u2028b', 'a b'],
  ])('is made of %j', (given, line) => {
    expect(plainLine(given)).toBe(line);
  });
});
