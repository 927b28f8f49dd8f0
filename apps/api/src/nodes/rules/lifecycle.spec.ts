import { hasLeft, isServed, mayBecome, nextLifecycles } from './lifecycle.js';
import { LIFECYCLES } from './node-words.js';

describe('lifecycle', () => {
  it('has no way back for who left, and no way to itself', () => {
    for (const from of LIFECYCLES) {
      expect(mayBecome(from, from)).toBe(false);
      if (hasLeft(from)) expect(nextLifecycles(from)).toEqual([]);
    }
  });

  it('reaches every state from observing', () => {
    const reached = new Set<string>(['observing']);
    for (const _ of LIFECYCLES)
      for (const from of LIFECYCLES)
        if (reached.has(from)) nextLifecycles(from).forEach((to) => reached.add(to));
    expect([...reached].sort()).toEqual([...LIFECYCLES].sort());
  });

  it('tells neither observing nor departed nodes what to run', () => {
    expect(LIFECYCLES.filter(isServed)).toEqual(['active', 'maintenance', 'drained']);
  });
});
