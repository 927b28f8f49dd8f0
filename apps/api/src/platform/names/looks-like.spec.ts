import fc from 'fast-check';
import { looksLike } from './looks-like.js';

describe('F38 names that people take for each other', () => {
  it.each([
    ['admin', '\u0430dmin', 'a Cyrillic a'],
    ['Payments', 'Payments\u200b', 'a space of no width'],
    ['Payments', '\u202epayments', 'a turn of direction'],
    ['caf\u00e9', 'cafe\u0301', 'é and e with an accent'],
    ['Payments', 'ＰＡＹＭＥＮＴＳ', 'full width'],
    ['Payments', '𝐏𝐚𝐲𝐦𝐞𝐧𝐭𝐬', 'mathematical letters'],
    ['STRASSE', 'stra\u00dfe', 'ß and ss'],
    ['fi\u006cter', '\ufb01lter', 'a ligature'],
    ['ΠΑΥΣΙΣ', 'παυσις', 'the sigma at the end'],
    ['Shop  Asia', 'Shop\u00a0Asia', 'spaces'],
    ['scope', '\u0455\u0441\u043e\u0440\u0435', 'a word of Cyrillic letters alone'],
    ['支付', '⽀付', 'a radical for its character'],
  ])('%s and %s: %s', (one, other) => {
    expect(looksLike(one, other)).toBe(true);
    expect(looksLike(other, one)).toBe(true);
  });

  it.each([
    ['modern', 'modem'],
    ['shop-1', 'shop-l'],
    ['支付', '支村'],
    ['Пример', 'Пример 2'],
    ['é', 'e'],
  ])('%s and %s are two', (one, other) => expect(looksLike(one, other)).toBe(false));

  it('are the same in both directions, and as themselves in every form', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(looksLike(one, other)).toBe(looksLike(other, one));
        for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const)
          expect(looksLike(one, one.normalize(form))).toBe(true);
      }),
    );
  });
});
