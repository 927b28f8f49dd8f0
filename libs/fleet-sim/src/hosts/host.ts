import type { Answer } from '../console/console.js';
import type { DatedWord, ProgressWord, Report, RunningWord, Wish } from '../words.js';
import type { Build, NodeSpec } from '../world/scenario.js';
import type { Stage } from '../world/stage.js';
import type { Weather } from '../world/weather.js';
import { loseStaged, restart, stepOn, takeWish, turnBad } from './bin-rules.js';
import { emptyBin, phaseOf, type BinState, type Job } from './host-state.js';
import { Line } from './line.js';

const ANSWER_WITHIN_MS = 8_000;
const SLOW_FACTOR = 12;
const SKEW_MS = 365 * 86_400_000;

/** One host with our agent on it: a loop that calls the console, and one worker per bin. */
export class Host {
  readonly bins = new Map<string, BinState>();
  private readonly wishes = new Map<string, Wish>();
  private readonly line: Line;
  private readonly hasCrashedInUpdate = new Set<number>();
  private sent = 0;
  private turn = 0;
  /** Per bin: steps that were planned before the last change of plans do not happen. */
  private readonly work = new Map<string, number>();
  private isUp = true;
  private isWaiting = false;
  private hasNews = false;
  private readonly datedAt = new Map<string, number>();

  constructor(
    readonly spec: NodeSpec,
    private readonly builds: ReadonlyMap<string, Build>,
    private readonly stage: Stage,
    private readonly weather: Weather,
    hear: (answer: Answer) => void,
  ) {
    this.line = new Line(stage, weather, hear);
  }

  /** What runs when the world begins. */
  install(bin: string, digest: string | null): void {
    this.bins.set(bin, emptyBin(bin, digest));
  }

  begin(): void {
    this.callIn(this.stage.chance.int(0, this.spec.intervalSeconds * 1_000));
  }

  /** The console answers the call that it holds. */
  push(): void {
    if (this.spec.isPushed && !this.isWaiting) this.callIn(this.stage.chance.int(5, 400));
  }

  crash(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.isWaiting = false;
    this.turn += 1;
    this.stage.hit('fault:crash');
    for (const [bin, state] of this.bins) {
      this.bins.set(bin, { ...state, isServing: false });
      this.work.set(bin, (this.work.get(bin) ?? 0) + 1);
    }
    this.stage.later(this.stage.chance.int(1_000, 30_000), () => {
      this.isUp = true;
      for (const [bin, state] of this.bins) {
        this.bins.set(bin, restart(state));
        if (state.job) this.stepIn(bin, this.durationOf(state));
      }
      this.goOn();
      this.callIn(this.stage.chance.int(100, 2_000));
      return undefined;
    });
  }

  private callIn(delayMs: number): void {
    this.turn += 1;
    const { turn } = this;
    this.stage.later(delayMs, () => {
      if (turn === this.turn && this.isUp) this.call();
      return undefined;
    });
  }

  private call(): void {
    this.isWaiting = true;
    this.hasNews = false;
    const report = this.report();
    const { turn } = this;
    const upTo = new Map([...this.bins].map(([bin, { seq }]) => [bin, seq]));
    this.line.send(report, ({ wishes }) => {
      if (!this.isUp) return;
      this.acknowledge(upTo);
      this.learn(wishes);
      if (turn === this.turn) this.afterCall();
    });
    this.stage.later(ANSWER_WITHIN_MS, () => {
      if (turn === this.turn && this.isWaiting) this.afterCall();
      return undefined;
    });
  }

  private afterCall(): void {
    this.isWaiting = false;
    const { intervalSeconds } = this.spec;
    this.callIn(this.hasNews ? 50 : intervalSeconds * this.stage.chance.int(800, 1_000));
  }

  private acknowledge(upTo: ReadonlyMap<string, number>): void {
    for (const [bin, state] of this.bins) {
      const seq = upTo.get(bin) ?? 0;
      if (state.events.some((event) => event.seq <= seq))
        this.bins.set(bin, { ...state, events: state.events.filter((event) => event.seq > seq) });
    }
  }

  private learn(wishes: readonly Wish[]): void {
    for (const wish of wishes) {
      if (wish.generation > (this.wishes.get(wish.bin)?.generation ?? 0)) this.wishes.set(wish.bin, wish);
    }
    this.goOn();
  }

  /** Takes up what is wanted, for as far as the bins are free for it. */
  private goOn(): void {
    for (const wish of this.wishes.values()) {
      const before = this.bins.get(wish.bin) ?? emptyBin(wish.bin, null);
      const after = takeWish(before, wish, this.mayAct());
      this.bins.set(wish.bin, after);
      if (after === before) continue;
      this.noteNews();
      if (after.job === null && after.outcome?.phase === 'active') this.watch(after);
      this.stepIn(wish.bin, this.durationOf(after));
    }
  }

  private mayAct(): boolean {
    return !this.weather.strikes('held', this.spec.id);
  }

  private durationOf({ job }: BinState): number {
    if (job?.step === 'downloading') {
      const isSlow = this.weather.strikes('slow', this.spec.id);
      return this.spec.downloadMs * (isSlow ? SLOW_FACTOR : 1);
    }
    return job?.step === 'checking' ? this.spec.checkMs : this.spec.swapMs;
  }

  private stepIn(bin: string, delayMs: number): void {
    const work = (this.work.get(bin) ?? 0) + 1;
    this.work.set(bin, work);
    this.stage.later(delayMs, () => {
      if (work === this.work.get(bin) && this.isUp) this.step(bin);
      return undefined;
    });
  }

  private step(bin: string): void {
    const before = this.bins.get(bin);
    if (!before?.job) return;
    if (before.job.step === 'downloading' && !this.mayAct()) return this.stepIn(bin, 3_000);
    const { generation } = before.job.wish;
    if (!this.hasCrashedInUpdate.has(generation) && this.weather.strikes('crash_in_update', this.spec.id)) {
      this.hasCrashedInUpdate.add(generation);
      return this.crash();
    }
    const { state, nextMs } = stepOn(before, this.surroundings());
    this.bins.set(bin, state);
    this.noteNews();
    if (nextMs !== null) return this.stepIn(bin, nextMs);
    if (state.outcome?.phase === 'active') this.watch(state);
    if (state.outcome?.phase === 'staged') this.keepReady(before.job);
    this.goOn();
  }

  /** Somebody cleans up on the host, and what lay ready is gone. */
  private keepReady(job: Job): void {
    if (!this.weather.isOn('wiped', this.spec.id)) return;
    this.stage.later(this.stage.chance.int(500, 20_000), () => {
      const state = this.bins.get(job.wish.bin);
      const after = state && this.isUp ? loseStaged(state, job) : state;
      if (!after || after === state || !this.weather.strikes('wiped', this.spec.id)) return undefined;
      this.bins.set(job.wish.bin, after);
      this.noteNews();
      return undefined;
    });
  }

  /** A build that comes up and breaks later. */
  private watch({ bin, installed, actedGeneration }: BinState): void {
    const breaksAfterMs = this.builds.get(installed ?? '')?.breaksOn.get(this.spec.id);
    if (breaksAfterMs === undefined) return;
    this.stage.later(breaksAfterMs, () => {
      const state = this.bins.get(bin);
      if (!this.isUp || state?.installed !== installed || state.actedGeneration !== actedGeneration)
        return undefined;
      this.stage.hit('build:breaks');
      const broken = turnBad(state);
      this.bins.set(bin, broken);
      this.noteNews();
      if (broken.job) this.stepIn(bin, this.spec.swapMs);
      return undefined;
    });
  }

  private noteNews(): void {
    this.hasNews = true;
    if (!this.isWaiting && this.isUp) this.callIn(this.stage.chance.int(5, 300));
  }

  private surroundings(): Parameters<typeof stepOn>[1] {
    const { id, downloadMs, swapMs, checkMs } = this.spec;
    const isHealthy = (digest: string): boolean => {
      const isBad = this.builds.get(digest)?.badOn.has(id) ?? false;
      if (isBad) this.stage.hit('build:bad');
      return !isBad;
    };
    const hasDiskSpace = !this.weather.strikes('disk_full', id);
    const isCorrupt = (): boolean => this.weather.strikes('corrupt', id);
    return { downloadMs, swapMs, checkMs, isHealthy, hasDiskSpace, isCorrupt };
  }

  private report(): Report {
    this.sent += 1;
    const { id } = this.spec;
    const running = [...this.bins.values()].map((state) => this.lie(wordOf(state)));
    const events = [...this.bins.values()].flatMap((state) => state.events.map((event) => this.dated(event)));
    const isHeld = this.weather.isOn('held', id);
    return { nodeId: id, protocol: 'agent', sent: this.sent, running, events, seedProgress: null, isHeld };
  }

  /** Sent again, it is of the same moment. */
  private dated(event: ProgressWord): DatedWord {
    const key = `${event.bin} ${event.seq}`;
    const at = this.datedAt.get(key) ?? this.stage.now + this.skewMs();
    this.datedAt.set(key, at);
    return { ...event, at };
  }

  /** Years ahead on some hosts and behind on others; nobody may go by it. */
  private skewMs(): number {
    if (!this.weather.strikes('skewed_clock', this.spec.id)) return 0;
    return this.spec.downloadMs % 2 === 0 ? SKEW_MS : -SKEW_MS;
  }

  /** What is said may be untrue; all of it is of a kind that the console can see through. */
  private lie(word: RunningWord): RunningWord {
    const { id } = this.spec;
    const wish = this.wishes.get(word.bin);
    if (!wish || wish.sha256 === null || word.generation === null) return word;
    const claim = { ...word, sha256: wish.sha256, healthy: true, phase: 'active', error: null };
    if (this.weather.strikes('lie_unassigned', id)) return { ...claim, generation: wish.generation + 3 };
    if (wish.generation > 1 && this.weather.strikes('lie_old', id))
      return { ...claim, generation: wish.generation - 1 };
    if (this.weather.strikes('lie_digest', id))
      return { ...claim, sha256: 'f'.repeat(64), generation: wish.generation };
    return word;
  }
}

function wordOf(state: BinState): RunningWord {
  const { job, outcome } = state;
  return {
    bin: state.bin,
    sha256: state.installed,
    healthy: state.isServing ? true : job ? null : state.installed === null ? null : false,
    generation: state.actedGeneration,
    phase: phaseOf(state),
    error: job?.failure ?? outcome?.error ?? null,
  };
}
