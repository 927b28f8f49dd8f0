import type { Clock } from '../clock.js';

/** Sleeping is all that takes time. */
export class TestClock implements Clock {
  readonly ending = new AbortController();
  private readonly plans: { readonly at: number; readonly act: () => void }[] = [];

  constructor(
    public time = 0,
    private readonly endsAt = Number.POSITIVE_INFINITY,
  ) {}

  now = (): number => this.time;
  monotonic = (): number => this.time;

  at(time: number, act: () => void): void {
    this.plans.push({ at: time, act });
  }

  sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    const due = this.plans.filter(({ at }) => at <= this.time);
    for (const plan of due) {
      this.plans.splice(this.plans.indexOf(plan), 1);
      plan.act();
    }
    if (this.time >= this.endsAt) this.ending.abort();
    return Promise.resolve();
  }
}
