import type { Call, ReleaseView } from '../console/console.js';
import type { Chance } from '../chance.js';
import { VERDICTS, type Verdict } from '../words.js';
import type { PlannedRelease } from './scenario.js';
import type { Stage } from './stage.js';

type Word = Extract<Call, { kind: 'judge' }>;

/** What is said of one step, in this order; null: nothing any more. */
const STORIES: readonly (readonly (Verdict | null)[])[] = [
  ['running', 'pass'],
  ['running', 'waiting', 'pass'],
  ['pass'],
  ['pass', 'fail'],
  ['running', 'fail'],
  ['fail'],
  ['fail', 'pass'],
  ['running', 'waiting', 'inconclusive'],
  ['waiting', 'inconclusive', 'pass'],
  ['inconclusive', 'fail'],
  ['running', null, 'pass'],
  [null],
];
const LONGEST_THOUGHT_MS = 12_000;
const LATEST_MS = 60_000;
const WAITS: ReadonlySet<string | null> = new Set(['pause', 'analysis']);

/** Says what it thinks of the steps at which releases wait: that may change, come too late, or not at all. */
export class Judge {
  private readonly judged: ReadonlySet<string>;
  private readonly reached = new Map<string, number>();

  constructor(
    private readonly chance: Chance,
    private readonly stage: Stage,
    releases: readonly PlannedRelease[],
  ) {
    this.judged = new Set(releases.filter(({ plan }) => plan.checks.length > 0).map(({ id }) => id));
  }

  see(releases: readonly ReleaseView[]): void {
    for (const { id, step, stepKind } of releases) {
      const before = this.reached.get(id) ?? null;
      if (!this.judged.has(id) || !WAITS.has(stepKind) || step <= (before ?? -1)) continue;
      this.reached.set(id, step);
      this.tell(id, step);
      if (before !== null && this.chance.is(0.4)) this.sayLate(id, before, LONGEST_THOUGHT_MS);
    }
  }

  private tell(releaseId: string, step: number): void {
    let delayMs = 0;
    for (const verdict of this.chance.pick(STORIES)) {
      delayMs += this.chance.int(0, LONGEST_THOUGHT_MS);
      this.say(delayMs, { kind: 'judge', releaseId, step, verdict });
    }
    if (this.chance.is(0.2)) this.sayLate(releaseId, step, delayMs + LATEST_MS);
  }

  /** Something else that it thought of a step, which may be over by then. */
  private sayLate(releaseId: string, step: number, latestMs: number): void {
    const verdict = this.chance.pick(VERDICTS);
    this.say(this.chance.int(0, latestMs), { kind: 'judge', releaseId, step, verdict });
  }

  private say(delayMs: number, call: Word): void {
    this.stage.later(delayMs, () => ({ call, take: () => undefined }));
  }
}
