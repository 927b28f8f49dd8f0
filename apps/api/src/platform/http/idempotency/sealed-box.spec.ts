import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { seal, unseal } from './sealed-box.js';

describe('a sealed answer', () => {
  const key = randomBytes(32);

  it('opens with the same key and context only, and not when a bit changed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (context, text, position) => {
        const sealed = seal(key, context, text);
        expect(unseal(key, context, sealed)).toBe(text);
        expect(unseal(key, `${context}x`, sealed)).toBeUndefined();
        expect(unseal(randomBytes(32), context, sealed)).toBeUndefined();
        const at = position % sealed.length;
        sealed[at] = (sealed[at] as number) ^ 1;
        expect(unseal(key, context, sealed)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});
