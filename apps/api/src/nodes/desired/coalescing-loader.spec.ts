import { CoalescingLoader } from './coalescing-loader.js';
import { LruMap } from './lru-map.js';
import { chunkIds } from './node-signals.js';

describe('coalescing loader', () => {
  function aLoader(): {
    loader: CoalescingLoader<number>;
    asked: string[][];
    seen: string[];
    release: () => void;
    set: (value: number) => void;
  } {
    const asked: string[][] = [];
    const seen: string[] = [];
    const gates: (() => void)[] = [];
    let current = 1;
    const loader = new CoalescingLoader<number>(
      async (keys) => {
        asked.push([...keys]);
        const answer = current;
        await new Promise<void>((resolve) => gates.push(resolve));
        return new Map(keys.filter((key) => key !== 'missing').map((key) => [key, answer]));
      },
      (key, value) => seen.push(`${key}=${value}`),
    );
    return { loader, asked, seen, release: () => gates.shift()?.(), set: (value) => (current = value) };
  }
  /** What was put off to the end of this turn of the event loop is done then. */
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('asks once for all that is wanted at one moment, and for each key once', async () => {
    const { loader, asked, release } = aLoader();
    const answers = [loader.load('a'), loader.load('b'), loader.load('a'), loader.load('missing')];
    await turn();
    expect(asked).toEqual([['a', 'b', 'missing']]);
    release();
    expect(await Promise.all(answers)).toEqual([1, 1, 1, undefined]);
  });

  it('never gives an answer that was overtaken while it was under way', async () => {
    const { loader, asked, seen, release, set } = aLoader();
    const answer = loader.load('a');
    await turn();
    set(2);
    loader.touch('a');
    release();
    await turn();
    release();
    expect(await answer).toBe(2);
    expect(asked).toEqual([['a'], ['a']]);
    expect(seen).toEqual(['a=2']);
  });

  it('passes a failure on and can be asked again', async () => {
    let isBroken = true;
    const loader = new CoalescingLoader<number>(
      (keys) =>
        isBroken ? Promise.reject(new Error('away')) : Promise.resolve(new Map(keys.map((key) => [key, 1]))),
      () => undefined,
    );
    await expect(loader.load('a')).rejects.toThrow('away');
    isBroken = false;
    expect(await loader.load('a')).toBe(1);
  });
});

describe('bounded memory', () => {
  it('forgets what was not used for longest', () => {
    const map = new LruMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([1, undefined, 3]);
    expect(map.size).toBe(2);
  });
});

describe('notifications', () => {
  it('carry every id in pieces that fit', () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `node-${index}`.padEnd(30, 'x'));
    const chunks = chunkIds(ids);
    expect(chunks.every((chunk) => chunk.length <= 7_900)).toBe(true);
    expect(chunks.join(',').split(',')).toEqual(ids);
    expect(chunkIds([])).toEqual([]);
  });
});
