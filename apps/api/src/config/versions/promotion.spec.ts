import fc from 'fast-check';
import { effective, parse } from '../content/index.js';
import { promotedLayer } from './promotion.js';

const names = ['a', 'b', 'c', 'd'];
const texts = fc
  .dictionary(fc.constantFrom(...names), fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y')))
  .map((value) => JSON.stringify(value));

function valuesOf(text: string): Map<string, unknown> {
  const parsed = parse('json', text);
  if (!parsed.ok) throw new Error('none');
  return new Map(parsed.keys.map(({ path, value }) => [path, value]));
}

describe('promoting keys', () => {
  it('gives the target those keys as the source has them, and leaves all others', () => {
    fc.assert(
      fc.property(texts, texts, texts, fc.subarray(names, { minLength: 1 }), (base, own, source, chosen) => {
        const before = effective('json', base, own);
        if (!before.ok) throw new Error('none');
        const has = [...valuesOf(source).keys(), ...valuesOf(before.text).keys()];
        const keys = chosen.filter((key) => has.includes(key));
        fc.pre(keys.length > 0);
        const layer = promotedLayer('json', { base, own, target: before.text, source }, keys);
        if (!layer.ok) throw new Error(layer.reason);
        const after = effective('json', base, layer.text, layer.removedKeys);
        if (!after.ok) throw new Error('none');
        for (const name of names) {
          const from = keys.includes(name) ? source : before.text;
          expect(valuesOf(after.text).get(name)).toEqual(valuesOf(from).get(name));
        }
      }),
    );
  });

  it('of formats without keys is the whole file', () => {
    const sides = { base: 'b\n', own: null, target: 'b\n', source: 's\n' };
    expect(promotedLayer('nginx', sides, ['x'])).toMatchObject({ ok: false, reason: 'unknown_keys' });
    expect(promotedLayer('text', sides, [''])).toEqual({ ok: true, text: 's\n', removedKeys: [] });
  });
});
