import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { Gathered } from '../store/gathered.js';
import { MetricWriter } from '../store/metric-writer.js';
import { figuresOf } from './otlp-figures.js';
import { growthOf } from './otlp-growth.js';
import { OtlpPlacesReadModel } from './otlp-places.read-model.js';
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
  private readonly rounds = new Rounds(
    HOUR_MS,
    () => this.sources.forgetOld(this.database.reader),
    ({ message }) => this.logger.warn(`programs that fell silent not forgotten yet: ${message}`),
  );

  constructor(
    private readonly places: OtlpPlacesReadModel,
    private readonly sources: OtlpSourcesRepository,
    private readonly metrics: MetricWriter,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
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
    const { binId, versionId, stratum, environmentId } = place;
    if (environmentId === null)
      return `nothing says where "${name}" runs: set host.id to the id of its node, or deployment.environment.name to an environment of its project`;
    if (place.isMeasured)
      return `the agent of its node asks "${name}" for its requests already, and nothing counts twice; take either away`;
    await this.database.transaction(async (tx) => {
      const key = sourceKey(place.projectId, attributes);
      const growth = growthOf(points, await this.sources.hold(tx, key));
      await this.sources.keep(tx, key, growth.known);
      if (growth.grown.length === 0) return;
      const gathered = new Gathered();
      // Programs' clocks may be wrong, so it belongs to the window in which it came.
      gathered.add(
        { binId, versionId, stratum, environmentId },
        this.clock.millis() / 1_000,
        figuresOf(growth),
      );
      await this.metrics.add(tx, gathered);
    });
    return null;
  }
}
