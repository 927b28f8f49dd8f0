import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { WINDOW_SECONDS } from '../../nodes/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Figures } from '../store/figures.js';
import { MetricRows } from '../store/metric-rows.repository.js';
import { MetricSeriesRepository } from '../store/metric-series.repository.js';
import { STEPS, seriesKey, type Series } from '../store/series.js';
import { figuresOf } from './otlp-figures.js';
import { growthOf } from './otlp-growth.js';
import { OtlpPlacesReadModel, type OtlpPlace } from './otlp-places.read-model.js';
import { readResources, type OtlpResource } from './otlp-points.js';
import { OtlpSourcesRepository, sourceKey } from './otlp-sources.repository.js';

/** How many points of a request were not taken, and why; as OpenTelemetry calls it. */
export interface Refused {
  readonly rejectedDataPoints: number;
  readonly errorMessage: string;
}

const HOUR_MS = 3_600_000;

/** Takes how long requests took from programs that tell it themselves. */
@Injectable()
export class OtlpIntake implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('otlp');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly places: OtlpPlacesReadModel,
    private readonly sources: OtlpSourcesRepository,
    private readonly series: MetricSeriesRepository,
    private readonly rows: MetricRows,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.forgetOld(), HOUR_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Null when all of it was taken. */
  async take(actor: Actor, request: unknown): Promise<Refused | null> {
    let rejected = 0;
    const reasons = new Set<string>();
    for (const resource of readResources(request)) {
      const refusal = await this.takeOne(actor, resource);
      rejected += resource.rejected + (refusal === null ? 0 : resource.points.length);
      if (resource.rejected > 0) reasons.add('points without a usable histogram were left out');
      if (refusal !== null && resource.points.length > 0) reasons.add(refusal);
    }
    if (rejected === 0) return null;
    return { rejectedDataPoints: rejected, errorMessage: [...reasons].join('; ').slice(0, 1_000) };
  }

  /** Why none of it was taken, or null. */
  private async takeOne(actor: Actor, { attributes, points }: OtlpResource): Promise<string | null> {
    const place = await this.places.of(this.database.reader, attributes);
    const name = attributes.get('service.name') ?? '';
    if (!place || !actor.may('metrics.write', place.projectId))
      return `service.name "${name}" is no bin of a project that this token may write metrics of`;
    const { environmentId } = place;
    if (environmentId === null)
      return `nothing says where "${name}" runs: set host.id to the id of its node, or deployment.environment.name to an environment of its project`;
    const series = { ...seriesOf(place), environmentId };
    await this.database.transaction(async (tx) => {
      const key = sourceKey(place.projectId, attributes);
      const growth = growthOf(points, await this.sources.hold(tx, key));
      await this.sources.keep(tx, key, growth.known);
      if (growth.grown.length > 0) await this.add(tx, series, figuresOf(growth));
    });
    return null;
  }

  private async forgetOld(): Promise<void> {
    try {
      await this.sources.forgetOld(this.database.reader);
    } catch (error) {
      this.logger.warn(`programs that fell silent not forgotten yet: ${(error as Error).message}`);
    }
  }

  /** Programs' clocks may be wrong, so it belongs to the window in which it came. */
  private async add(tx: Tx, series: Series, figures: Figures): Promise<void> {
    const ids = await this.series.hold(tx, [series]);
    const seriesId = ids.get(seriesKey(series));
    if (seriesId === undefined) return;
    const now = Math.floor(this.clock.millis() / 1_000 / WINDOW_SECONDS) * WINDOW_SECONDS;
    for (const step of STEPS) {
      const copy = new Figures();
      copy.merge(figures);
      const at = Math.floor(now / step.seconds) * step.seconds;
      await this.rows.add(tx, step, [{ seriesId, at, figures: copy }]);
    }
  }
}

function seriesOf({ binId, versionId, stratum }: OtlpPlace): Omit<Series, 'environmentId'> {
  return { binId, versionId, stratum };
}
