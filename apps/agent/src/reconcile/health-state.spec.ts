import fc from 'fast-check';

import { nextHealth, UNKNOWN_HEALTH } from './health-state.js';

const after = (probes: readonly (boolean | null)[], limit = 3): boolean | null =>
  probes.reduce((state, probe) => nextHealth(state, probe, limit), UNKNOWN_HEALTH).isHealthy;

describe('F28 health with hysteresis', () => {
  it.each([
    [[], null],
    [[true], true],
    [[false], null],
    [[true, false, false], true],
    [[true, false, false, false], false],
    [[false, false, false, true], false],
    [[false, false, false, true, true], true],
    [[true, null], null],
  ] as const)('%j -> %s', (probes, expected) => {
    expect(after(probes)).toBe(expected);
  });

  it('never changes its verdict on a flapping program', () => {
    fc.assert(
      fc.property(fc.nat(200), (length) => {
        const flapping = Array.from({ length }, (_, index) => index % 2 === 0);
        expect(after([true, ...flapping])).toBe(true);
      }),
    );
  });
});
