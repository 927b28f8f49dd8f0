import { Figures } from './figures.js';
import { seriesKey, STEPS, type Series, type Step } from './series.js';

export interface GatheredRow {
  readonly key: string;
  readonly at: number;
  readonly figures: Figures;
}

/** What came in at once, added up per series and step, so that each row is written once. */
export class Gathered {
  private readonly known = new Map<string, Series>();
  private readonly sums = new Map<Step, Map<string, GatheredRow>>(STEPS.map((step) => [step, new Map()]));

  /** @param at a moment within the step, in seconds since 1970 */
  add(series: Series, at: number, figures: Figures): void {
    const key = seriesKey(series);
    this.known.set(key, series);
    for (const [step, rows] of this.sums) {
      const begin = Math.floor(at / step.seconds) * step.seconds;
      const place = `${key} ${begin}`;
      const row = rows.get(place) ?? { key, at: begin, figures: new Figures() };
      rows.set(place, row);
      row.figures.merge(figures);
    }
  }

  series(): readonly Series[] {
    return [...this.known.values()];
  }

  rows(): readonly (readonly [Step, readonly GatheredRow[]])[] {
    return [...this.sums].map(([step, rows]) => [step, [...rows.values()]] as const);
  }
}
