import fc from 'fast-check';
import { EventRing } from './event-ring.js';

const event = (id: number) => ({ topic: 'node', id: String(id), projectId: null }) as const;

describe('the ring of events', () => {
  it('gives all that came after a number, or nothing when some of it is gone', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 60 }),
        fc.integer({ min: -3, max: 70 }),
        fc.integer({ min: 1, max: 20 }),
        (count, seq, capacity) => {
          const ring = new EventRing(capacity);
          for (let index = 1; index <= count; index += 1) expect(ring.add(event(index)).seq).toBe(index);
          const expected =
            seq < 0 || seq > count || count - seq > capacity
              ? undefined
              : Array.from({ length: count - seq }, (_, index) => seq + 1 + index);
          expect(ring.after(seq)?.map((found) => found.seq)).toEqual(expected);
        },
      ),
    );
  });

  it.each([NaN, 1.5, Infinity])('has nothing after %s', (seq) =>
    expect(new EventRing(5).after(seq)).toBeUndefined(),
  );
});
