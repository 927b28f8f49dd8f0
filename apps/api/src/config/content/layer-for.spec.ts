import fc from 'fast-check';
import { changedKeys } from './changed-keys.js';
import { effective } from './effective.js';
import { KEYED, VALUES, rendered } from './laws.fixtures.js';
import { layerFor, type OwnLayer } from './layer-for.js';

function layer(...args: Parameters<typeof layerFor>): OwnLayer {
  const done = layerFor(...args);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done;
}

describe('the layer that makes a text of a base', () => {
  it.each([
    ['nothing differs', '{"a": 1}', '{"a":1}', null, { text: null, removed: [] }],
    ['a value differs', '{"a": 1, "b": 2}', '{"a": 1, "b": 3}', null, { text: '{"b": 3}\n', removed: [] }],
    ['a key is gone', '{"a": 1, "b": 2}', '{"a": 1}', null, { text: null, removed: ['b'] }],
    ['the layer had said it', '{"a": 1}', '{"a": 1}', '{"a": 1}', { text: '{"a": 1}', removed: [] }],
    ['the layer had said more', '{"a": 1}', '{"a": 1}', '{"b": 1}', { text: '{}', removed: [] }],
  ] as const)('%s', (_name, base, wanted, own, expected) => {
    const { text, removed } = layer('json', base, wanted, own);
    expect({ text: text && text.replace(/\s+\}/, '}').replace(/\{\s+/, '{'), removed }).toEqual(expected);
  });

  it('is the whole file where there are no keys', () => {
    expect(layer('nginx', 'a on;\n', 'a off;\n', null)).toEqual({ ok: true, text: 'a off;\n', removed: [] });
    expect(layer('text', 'x', 'x', 'y')).toEqual({ ok: true, text: null, removed: [] });
  });

  it.each(KEYED)('of %s always makes that text, and going there and back is where one was', (format) => {
    const text = fc.tuple(VALUES[format], fc.nat(5)).map(([value, style]) => rendered(format, value, style));
    const same = (a: string, b: string): boolean => {
      const changed = changedKeys(format, a, b);
      return changed.ok && changed.changes.length === 0;
    };
    fc.assert(
      fc.property(text, text, text, fc.option(text), (base, first, second, own) => {
        const to = layer(format, base, first, own);
        const there = effective(format, base, to.text, to.removed);
        const from = layer(format, base, second, to.text);
        const again = layer(format, base, first, from.text);
        const back = effective(format, base, again.text, again.removed);
        return there.ok && back.ok && same(there.text, first) && same(back.text, first);
      }),
      { numRuns: 150 },
    );
  });
});
