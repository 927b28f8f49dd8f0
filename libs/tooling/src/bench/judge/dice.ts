import type { Chance } from '@release-console/fleet-sim';

/** Draws of the distributions that traffic is made of. */
export class Dice {
  constructor(private readonly chance: Chance) {}

  is(probability: number): boolean {
    return this.chance.is(probability);
  }

  uniform(from: number, to: number): number {
    return from + (to - from) * this.chance.next();
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.chance.next())) * Math.cos(2 * Math.PI * this.chance.next());
  }

  /** How many of rare things happen of which so many are expected. */
  poisson(expected: number): number {
    if (expected > 50) return Math.max(0, Math.round(expected + Math.sqrt(expected) * this.normal()));
    const limit = Math.exp(-expected);
    let [count, product] = [0, this.chance.next()];
    while (product > limit) {
      count += 1;
      product *= this.chance.next();
    }
    return count;
  }

  /** As many as expected, but in clumps of three on average: one bad client fails several times. */
  clumps(expected: number): number {
    const share = 2 / 3;
    let count = 0;
    for (let clump = this.poisson(expected * (1 - share)); clump > 0; clump -= 1)
      count += 1 + Math.floor(Math.log(1 - this.chance.next()) / Math.log(share));
    return count;
  }

  /** Above 0 with a mean of 1; the larger the shape, the less it scatters: by one through its root (Marsaglia and Tsang 2000). */
  gamma(shape: number): number {
    const rest = shape - 1 / 3;
    for (;;) {
      const normal = this.normal();
      const cube = (1 + normal / Math.sqrt(9 * rest)) ** 3;
      if (cube <= 0) continue;
      const limit = normal ** 2 / 2 + rest - rest * cube + rest * Math.log(cube);
      if (Math.log(1 - this.chance.next()) < limit) return (rest * cube) / shape;
    }
  }
}
