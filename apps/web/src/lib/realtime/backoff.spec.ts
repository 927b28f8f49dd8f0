import fc from 'fast-check';
import { reconnectDelayMs } from './backoff';

it('stays between one and thirty seconds, whatever happens', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.nat(1_000), chance, (failures, random) => {
      const delay = reconnectDelayMs(failures, random);
      return delay >= 1_000 && delay <= 30_000;
    }),
  );
});

it('grows with each failure', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map((failures) => reconnectDelayMs(failures, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
});
