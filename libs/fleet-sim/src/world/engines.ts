import type { Answer } from '../console/console.js';
import type { Stage } from './stage.js';
import type { Weather } from './weather.js';

/** Who joined is looked for more rarely than what was heard. */
const TICKS_PER_JOIN = 7;

/** The processes that drive releases: woken when something was heard, and in any case once per interval. */
export class Engines {
  private readonly known = new Map<string, 'live' | 'scheduled'>();
  private readonly stalled = new Set<string>();

  constructor(
    private readonly stage: Stage,
    private readonly weather: Weather,
    private readonly tickMs: number,
    private readonly hear: (answer: Answer) => void,
  ) {}

  watch(releaseId: string, what: 'live' | 'scheduled'): void {
    const isNew = !this.known.has(releaseId);
    this.known.set(releaseId, what);
    if (isNew) this.everyTick(releaseId, 1);
  }

  forget(releaseId: string): void {
    this.known.delete(releaseId);
  }

  wake(releaseId: string): void {
    if (this.known.get(releaseId) !== 'live' || this.weather.strikesEngine('wake_lost', 0.5)) return;
    this.tickIn(releaseId, this.stage.chance.int(1, 100));
  }

  /** At a moment at which something may begin or end. */
  lookAtAll(): undefined {
    for (const [releaseId, what] of this.known)
      if (what === 'live') this.tickIn(releaseId, 0);
      else this.ask('due', releaseId);
    return undefined;
  }

  private everyTick(releaseId: string, count: number): void {
    this.stage.later(this.tickMs, () => {
      const what = this.known.get(releaseId);
      if (what === undefined) return undefined;
      this.everyTick(releaseId, count + 1);
      if (what === 'live') this.tickIn(releaseId, 0);
      if (what === 'scheduled') this.ask('due', releaseId);
      else if (count % TICKS_PER_JOIN === 0) this.ask('join', releaseId);
      return undefined;
    });
  }

  private ask(kind: 'due' | 'join', releaseId: string): void {
    if (this.weather.strikesEngine('engine_killed', 0.4)) return;
    this.stage.later(0, () => ({ call: { kind, releaseId }, take: this.hear }));
  }

  private tickIn(releaseId: string, delayMs: number): void {
    // A process that was killed before it committed did nothing, whatever it had thought.
    if (this.weather.strikesEngine('engine_killed', 0.4)) return;
    if (this.weather.strikesEngine('engine_stalled', 0.3)) this.stall(releaseId);
    this.stage.later(delayMs, () => ({ call: { kind: 'tick', releaseId }, take: this.hear }));
    if (this.weather.strikesEngine('tick_twice', 0.5))
      this.stage.later(delayMs, () => ({ call: { kind: 'tick', releaseId }, take: this.hear }));
  }

  private stall(releaseId: string): void {
    if (this.stalled.has(releaseId)) return;
    this.stalled.add(releaseId);
    this.stage.later(0, () => ({ call: { kind: 'stall', releaseId }, take: () => undefined }));
    this.stage.later(this.stage.chance.int(50, 30_000), () => ({
      call: { kind: 'wake', releaseId },
      take: (answer) => {
        this.stalled.delete(releaseId);
        this.hear(answer);
      },
    }));
  }
}
