import type { Answer } from '../console/console.js';
import type { Stage } from './stage.js';
import type { Weather } from './weather.js';

/** The processes that drive releases: woken when something was heard, and in any case once per interval. */
export class Engines {
  private readonly known = new Set<string>();
  private readonly stalled = new Set<string>();

  constructor(
    private readonly stage: Stage,
    private readonly weather: Weather,
    private readonly tickMs: number,
    private readonly hear: (answer: Answer) => void,
  ) {}

  watch(releaseId: string): void {
    if (this.known.has(releaseId)) return;
    this.known.add(releaseId);
    this.everyTick(releaseId);
  }

  forget(releaseId: string): void {
    this.known.delete(releaseId);
  }

  wake(releaseId: string): void {
    if (!this.known.has(releaseId) || this.weather.strikesEngine('wake_lost', 0.5)) return;
    this.tickIn(releaseId, this.stage.chance.int(1, 100));
  }

  private everyTick(releaseId: string): void {
    this.stage.later(this.tickMs, () => {
      if (!this.known.has(releaseId)) return undefined;
      this.everyTick(releaseId);
      this.tickIn(releaseId, 0);
      return undefined;
    });
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
