import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { keyIdOf, seal, unseal } from './sealed-text.js';

describe('a sealed text', () => {
  const key = { id: '0123456789ab', bytes: randomBytes(32) };
  const otherKey = { ...key, bytes: randomBytes(32) };

  it('S27 opens with the same key and context only, and not when a character changed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (context, text, position) => {
        const sealed = seal(key, context, text);
        expect(keyIdOf(sealed)).toBe(key.id);
        expect(unseal(key, context, sealed)).toBe(text);
        expect(unseal(key, `${context}x`, sealed)).toBeUndefined();
        expect(unseal(otherKey, context, sealed)).toBeUndefined();
        expect(unseal({ ...key, id: 'ba9876543210' }, context, sealed)).toBeUndefined();
        expect(unseal(key, context, withBitFlipped(sealed, position))).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it.each(['', 'v1', 'v1.0123456789ab.', 'v2.0123456789ab.' + 'A'.repeat(40), 'not sealed at all'])(
    '%j is none',
    (text) => {
      expect(keyIdOf(text)).toBeUndefined();
      expect(unseal(key, '', text)).toBeUndefined();
    },
  );

  it('is another each time', () => {
    expect(seal(key, '', 'the same')).not.toBe(seal(key, '', 'the same'));
  });
});

/** In the bytes: the last character of base64url has bits that mean nothing. */
function withBitFlipped(sealed: string, position: number): string {
  const [version, id, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  const at = position % bytes.length;
  bytes[at] = (bytes[at] as number) ^ 1;
  return [version, id, bytes.toString('base64url')].join('.');
}
