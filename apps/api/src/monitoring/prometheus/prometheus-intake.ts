import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { figuresOf } from '../otlp/otlp-figures.js';
import { growthOf, type KnownStreams } from '../otlp/otlp-growth.js';
import { Gathered } from '../store/gathered.js';
import { MetricWriter } from '../store/metric-writer.js';
import { literal } from './pattern.js';
import { PrometheusClient } from './prometheus-client.js';
import { PrometheusPlacesReadModel } from './prometheus-places.read-model.js';
import { programsIn, type PrometheusProgram } from './prometheus-points.js';

/** What came of one look. */
export interface Taken {
  readonly series: number;
  /** Programs of the console's bins on nodes or in environments that it knows. */
  readonly joined: number;
  /** Programs that their agents measure too; these are left out. */
  readonly measuredByAgents: number;
  /** Some of those that it does not know, as `bin on node`. */
  readonly unknown: readonly string[];
}

const MOST_SERIES = 400_000;
const MOST_UNKNOWN = 5;
/** One that says nothing for so long begins anew. */
const FORGOTTEN_AFTER_SECONDS = 900;

interface Known {
  readonly streams: KnownStreams;
  readonly at: number;
}

/** Takes how long requests took from the histograms that a Prometheus server has of the console's programs. */
@Injectable()
export class PrometheusIntake {
  /** What each program's totals were; lost with the process, which costs the growth of one look. */
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly client: PrometheusClient,
    private readonly places: PrometheusPlacesReadModel,
    private readonly metrics: MetricWriter,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Throws OutsideFault. */
  async take(bins: readonly string[]): Promise<Taken> {
    if (bins.length === 0) return { series: 0, joined: 0, measuredByAgents: 0, unknown: [] };
    const samples = await this.client.query(this.selectorOf(bins));
    const programs = programsIn(samples.slice(0, MOST_SERIES), this.settings.prometheus.labels);
    return { series: samples.length, ...(await this.store(programs)) };
  }

  /** Both kinds of histograms, and nothing else of these programs. */
  private selectorOf(bins: readonly string[]): string {
    const { labels, metrics } = this.settings.prometheus;
    const names = metrics.flatMap((name) => [name, `${name}_bucket`]).join('|');
    return `{__name__=~${JSON.stringify(names)},${labels.bin}=~${JSON.stringify(bins.map(literal).join('|'))}}`;
  }

  private async store(programs: readonly PrometheusProgram[]): Promise<Omit<Taken, 'series'>> {
    const unknown: string[] = [];
    const counted = { joined: 0, measuredByAgents: 0 };
    await this.database.transaction(async (tx) => {
      const places = await this.places.of(tx, programs);
      const gathered = new Gathered();
      for (const [index, program] of programs.entries()) {
        const place = places[index];
        if (!place) unknown.push(`${program.bin} on ${program.node ?? '?'}`);
        else if (place.isMeasured) counted.measuredByAgents += 1;
        else {
          counted.joined += 1;
          const growth = this.growthOf(program);
          if (growth.grown.length > 0)
            gathered.add(place.series, this.clock.millis() / 1_000, figuresOf(growth));
        }
      }
      if (gathered.series().length > 0) await this.metrics.add(tx, gathered);
    });
    this.forgetOld();
    return { ...counted, unknown: unknown.slice(0, MOST_UNKNOWN) };
  }

  private growthOf({ points, ...about }: PrometheusProgram): ReturnType<typeof growthOf> {
    const key = JSON.stringify(about);
    const growth = growthOf(points, this.known.get(key)?.streams ?? {});
    this.known.set(key, { streams: growth.known, at: this.clock.millis() / 1_000 });
    return growth;
  }

  private forgetOld(): void {
    const oldest = this.clock.millis() / 1_000 - FORGOTTEN_AFTER_SECONDS;
    for (const [key, { at }] of this.known) if (at < oldest) this.known.delete(key);
  }
}
