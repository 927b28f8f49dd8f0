import { Chance } from './chance.js';
import { EventQueue } from './event-queue.js';

describe('the event queue', () => {
  it('gives back everything in order of time, and equals in the order in which they came', () => {
    const chance = new Chance(5);
    const queue = new EventQueue<number>();
    const times = Array.from({ length: 500 }, () => chance.int(0, 40));
    times.forEach((at, index) => queue.add(at, index));
    const expected = times
      .map((at, index) => ({ at, index }))
      .sort((a, b) => a.at - b.at || a.index - b.index);
    const taken = expected.map(() => queue.take()?.item);
    expect(taken).toEqual(expected.map(({ index }) => index));
    expect(queue.take()).toBeUndefined();
  });
});
