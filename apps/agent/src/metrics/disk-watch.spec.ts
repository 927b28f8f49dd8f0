import type { DiskUse } from '../probes/disk-space.js';
import { DiskWatch } from './disk-watch.js';
import { TestClock } from './test-clock.fixtures.js';

const use = (usedBytes: number): DiskUse => ({ usedBytes, totalBytes: 100, freeBytes: 100 - usedBytes });
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('how full a disk is', () => {
  it('is asked at most once a minute, and nobody waits for it', async () => {
    const clock = new TestClock();
    let asked = 0;
    const watch = new DiskWatch('/x', clock, () => Promise.resolve(use((asked += 1))));
    expect(watch.last()).toBeNull();
    await settled();
    clock.time = 59_999;
    expect([watch.last(), asked]).toEqual([use(1), 1]);
    clock.time = 60_000;
    expect(watch.last()).toEqual(use(1));
    await settled();
    expect([watch.last(), asked]).toEqual([use(2), 2]);
  });

  it('is not known when nobody tells it, or not any more', async () => {
    const clock = new TestClock();
    let answer: () => Promise<DiskUse> = () => Promise.resolve(use(1));
    const watch = new DiskWatch('/x', clock, () => answer());
    watch.last();
    await settled();
    answer = () => new Promise(() => undefined);
    clock.time = 60_000;
    expect(watch.last()).toEqual(use(1));
    clock.time = 300_000;
    expect(watch.last()).toBeNull();

    const failing = new DiskWatch('/x', clock, () => Promise.reject(new Error('no')));
    failing.last();
    await settled();
    expect(failing.last()).toBeNull();
  });

  it('is told by this host', async () => {
    const clock = new TestClock();
    const watch = new DiskWatch('/', clock);
    watch.last();
    for (let tries = 0; tries < 200 && watch.last() === null; tries += 1)
      await new Promise((done) => setTimeout(done, 20));
    expect(watch.last()?.totalBytes).toBeGreaterThan(1e6);
  });
});
