import type { Cell } from './cell.js';
import { ExplicitHistogram, type ExplicitData } from './explicit-histogram.js';
import { ExponentialHistogram, type ExponentialData } from './exponential-histogram.js';

export interface DistributionData {
  readonly exponential: ExponentialData;
  readonly explicit: readonly ExplicitData[];
}

/** What is read from a distribution, and how far it may be from the truth. */
export interface Estimate {
  readonly value: number;
  /** The true value is not below. */
  readonly atLeast: number;
  /** The true value is not above; infinite where the program's bounds end below it. */
  readonly atMost: number;
}

/** Programs whose bounds differ are rare, and a client can make up any number of them. */
export const MOST_KINDS_OF_BOUNDS = 8;

/** The sizes of the values of many nodes, whatever buckets each of them counts in. */
export class Distribution {
  private readonly exponential: ExponentialHistogram;
  private readonly explicit: ExplicitHistogram[];

  /** @throws RangeError for data that `data` could not have made */
  constructor(data?: DistributionData) {
    this.exponential = data ? ExponentialHistogram.of(data.exponential) : new ExponentialHistogram();
    this.explicit = data ? data.explicit.map((each) => ExplicitHistogram.of(each)) : [];
  }

  get size(): number {
    return this.explicit.reduce((sum, each) => sum + each.size, this.exponential.size);
  }

  addExponential(other: ExponentialHistogram, weight = 1): void {
    this.exponential.merge(other, weight);
  }

  /** False when it was not taken, because too many kinds of bounds are in it already. */
  addExplicit(other: ExplicitHistogram, weight = 1): boolean {
    const same = this.explicit.find((each) => each.hasBoundsOf(other));
    if (!same && this.explicit.length >= MOST_KINDS_OF_BOUNDS) return false;
    const into = same ?? ExplicitHistogram.empty(other.bounds);
    into.merge(other, weight);
    if (!same) this.explicit.push(into);
    return true;
  }

  /**
   * False when some of it was not taken.
   * @param weight how often each value of the other one counts; may be a fraction
   */
  merge(other: Distribution, weight = 1): boolean {
    this.addExponential(other.exponential, weight);
    return other.explicit.map((each) => this.addExplicit(each, weight)).every(Boolean);
  }

  /**
   * The value that so large a share of all values does not exceed; null when there are none.
   * @param share from 0 to 1
   */
  quantile(share: number): Estimate | null {
    const cells = this.cells();
    const size = cells.reduce((sum, { count }) => sum + count, 0);
    if (size === 0) return null;
    const rank = share * size;
    const [atLeast, atMost] = [lowestEnd(cells, rank), highestEnd(cells, rank)];
    return { atLeast, atMost, value: valueWithin(cells, rank, [atLeast, atMost]) };
  }

  /** How many values are above this one for certain; those in the cell that holds it may be. */
  sizeAbove(value: number): number {
    return this.cells().reduce((sum, { from, count }) => (from >= value ? sum + count : sum), 0);
  }

  cells(): readonly Cell[] {
    return [...this.exponential.cells(), ...this.explicit.flatMap((each) => [...each.cells()])];
  }

  /** This and the other one, kind by kind, where both counted something in the same buckets. */
  beside(other: Distribution): readonly (readonly [Distribution, Distribution])[] {
    const [mine, theirs] = [this.exponential, other.exponential];
    const explicit = this.explicit.flatMap((one) => {
      const same = other.explicit.find((each) => each.hasBoundsOf(one));
      return same ? [[ofExplicit(one), ofExplicit(same)] as const] : [];
    });
    return [
      [ofExponential(mine.asCoarseAs(theirs)), ofExponential(theirs.asCoarseAs(mine))] as const,
      ...explicit,
    ].filter(([one, same]) => one.size > 0 && same.size > 0);
  }

  data(): DistributionData {
    return { exponential: this.exponential.data(), explicit: this.explicit.map((each) => each.data()) };
  }
}

function ofExponential(histogram: ExponentialHistogram): Distribution {
  const made = new Distribution();
  made.addExponential(histogram);
  return made;
}

function ofExplicit(histogram: ExplicitHistogram): Distribution {
  const made = new Distribution();
  made.addExplicit(histogram);
  return made;
}

/** As low as it can be, if all values of each cell were just above its lower end. */
function lowestEnd(cells: readonly Cell[], rank: number): number {
  return endAt(
    [...cells].sort((a, b) => a.from - b.from),
    rank,
  ).from;
}

/** As high as it can be, if all values of each cell were at its upper end. */
function highestEnd(cells: readonly Cell[], rank: number): number {
  return endAt(
    [...cells].sort((a, b) => a.to - b.to),
    rank,
  ).to;
}

function endAt(cells: readonly Cell[], rank: number): Cell {
  let passed = 0;
  let last: Cell = { from: 0, to: 0, count: 0 };
  for (const cell of cells) {
    passed += cell.count;
    last = cell;
    if (passed >= rank) break;
  }
  return last;
}

/** In a narrow range the middle is best; in a wide one, values are taken to be spread evenly over each cell. */
function valueWithin(cells: readonly Cell[], rank: number, range: readonly [number, number]): number {
  let [low, high] = [range[0], Math.min(range[1], highestFinite(cells))];
  if (high <= low * NARROW) return low + high === 0 ? 0 : (2 * low * high) / (low + high);
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = (low + high) / 2;
    if (spreadBelow(cells, middle) < rank) low = middle;
    else high = middle;
  }
  return high;
}

function spreadBelow(cells: readonly Cell[], value: number): number {
  return cells.reduce((sum, { from, to, count }) => {
    if (to <= value) return sum + count;
    if (from >= value) return sum;
    return sum + (to === Number.POSITIVE_INFINITY ? count : (count * (value - from)) / (to - from));
  }, 0);
}

/** Of what is above all bounds nothing but that is known. */
function highestFinite(cells: readonly Cell[]): number {
  return Math.max(...cells.map(({ from, to }) => (to === Number.POSITIVE_INFINITY ? from : to)));
}

const NARROW = 1.05;
const ROUNDS = 50;
