import type { Answer } from '../console/console.js';
import type { Report, SeedProgressWord } from '../words.js';
import type { Build, FaultKind, NodeSpec } from '../world/scenario.js';
import type { Stage } from '../world/stage.js';
import type { Weather } from '../world/weather.js';
import { Line } from './line.js';

/** A host whose agent speaks the seed's protocol: from cron it asks, fetches what differs, and says how it went. */
export class SeedHost {
  readonly installed = new Map<string, string | null>();
  private readonly line: Line;
  private sent = 0;
  private isUp = true;
  private isBusy = false;

  constructor(
    readonly spec: NodeSpec,
    private readonly builds: ReadonlyMap<string, Build>,
    private readonly stage: Stage,
    private readonly weather: Weather,
    hear: (answer: Answer) => void,
  ) {
    this.line = new Line(stage, weather, hear);
  }

  install(bin: string, digest: string | null): void {
    this.installed.set(bin, digest);
  }

  begin(): void {
    this.stage.later(this.stage.chance.int(0, this.spec.intervalSeconds * 1_000), () => this.visit());
  }

  crash(): void {
    if (!this.isUp) return;
    this.stage.hit('fault:crash');
    this.isUp = false;
    this.isBusy = false;
    this.stage.later(this.stage.chance.int(1_000, 30_000), () => {
      this.isUp = true;
      return undefined;
    });
  }

  private visit(): undefined {
    this.stage.later(this.spec.intervalSeconds * 1_000, () => this.visit());
    if (!this.isUp || this.isBusy) return undefined;
    this.line.send(this.report(null, []), (answer) => {
      if (!this.isUp || this.isBusy) return;
      for (const { bin, sha256, action } of answer.wishes) {
        const isNew = sha256 !== null && action !== 'stage' && this.installed.get(bin) !== sha256;
        if (isNew) return this.update(bin, sha256);
      }
    });
    return undefined;
  }

  private update(bin: string, sha256: string): void {
    this.isBusy = true;
    this.say({ bin, targetHash: sha256, status: 'in_progress' }, [bin]);
    const { id, downloadMs, swapMs } = this.spec;
    this.stage.later(downloadMs + swapMs, () => {
      this.isBusy = false;
      if (!this.isUp) return undefined;
      const isBad = this.builds.get(sha256)?.badOn.has(id) ?? false;
      const isFailed = isBad || this.isHitBy('disk_full') || this.isHitBy('corrupt');
      if (isBad) this.stage.hit('build:bad');
      if (!isFailed) this.installed.set(bin, sha256);
      this.say({ bin, targetHash: sha256, status: isFailed ? 'failed' : 'success' }, [bin]);
      return undefined;
    });
  }

  /** Not each time: it begins anew, with all that is on the disk and that it fetches, whenever it is started. */
  private isHitBy(kind: FaultKind): boolean {
    const { weather, spec, stage } = this;
    return weather.isOn(kind, spec.id) && stage.chance.is(0.5) && weather.strikes(kind, spec.id);
  }

  /** It says what it runs only while that is not what it should run, and when it has just changed it. */
  private say(progress: SeedProgressWord, bins: readonly string[]): void {
    this.line.send(this.report(progress, bins), () => undefined);
  }

  private report(seedProgress: SeedProgressWord | null, bins: readonly string[]): Report {
    this.sent += 1;
    const running = bins.map((bin) => ({
      ...{ bin, sha256: this.installed.get(bin) ?? null, healthy: null },
      ...{ generation: null, phase: null, error: null },
    }));
    return {
      ...{ nodeId: this.spec.id, protocol: 'seed', sent: this.sent, running },
      ...{ events: [], seedProgress, isHeld: false },
    };
  }
}
