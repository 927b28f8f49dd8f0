import fc from 'fast-check';
import { isCloned, noteInstance, RETURN_WINDOW_MS, type InstanceMemory } from './instances.js';

const NOTHING: InstanceMemory = { current: null, earlier: [], returns: [] };

function afterAll(said: readonly string[], stepMs = 1_000): InstanceMemory {
  return said.reduce((memory, name, index) => noteInstance(memory, name, index * stepMs), NOTHING);
}

describe('F29: two agents with one identity', () => {
  it.each<[string, readonly string[], boolean]>([
    ['one process', ['a', 'a', 'a', 'a'], false],
    ['a restart', ['a', 'a', 'b', 'b', 'b'], false],
    ['a late word of the process before', ['a', 'b', 'a', 'b', 'b'], false],
    ['a machine set back to a snapshot', ['a', 'b', 'c', 'a', 'a'], false],
    ['two that live', ['a', 'b', 'a', 'b', 'a'], true],
    ['two that live, one of them twice as often', ['a', 'b', 'b', 'a', 'b', 'b', 'a'], true],
    ['three that live', ['a', 'b', 'c', 'a', 'b', 'c'], true],
  ])('%s', (_, said, cloned) => {
    expect(isCloned(afterAll(said))).toBe(cloned);
  });

  it('is no clone however often one process is started anew', () => {
    const starts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(starts, (calls) => {
        const said = calls.flatMap((times, start) => Array<string>(times).fill(`start ${start}`));
        expect(isCloned(afterAll(said))).toBe(false);
      }),
    );
  });

  it('finds two that alternate, whatever each says in between, and never forgets within the window', () => {
    const turns = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })), {
      minLength: 3,
      maxLength: 10,
    });
    fc.assert(
      fc.property(turns, (pairs) => {
        const said = pairs.flatMap(([a, b]) => [
          ...Array<string>(a).fill('a'),
          ...Array<string>(b).fill('b'),
        ]);
        expect(isCloned(afterAll(said))).toBe(true);
      }),
    );
  });

  it('takes returns that lie far apart for what they are: late words, not two agents', () => {
    expect(isCloned(afterAll(['a', 'b', 'a', 'b', 'a', 'b', 'a'], RETURN_WINDOW_MS))).toBe(false);
  });

  it('stays small', () => {
    const memory = afterAll(Array.from({ length: 500 }, (_, index) => `start ${index % 9}`));
    expect(memory.earlier.length).toBeLessThanOrEqual(4);
    expect(memory.returns.length).toBeLessThanOrEqual(3);
  });
});
