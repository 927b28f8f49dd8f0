import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { invalidField, notFound } from '../../platform/http/index.js';
import { WINDOW_SECONDS } from '../../nodes/index.js';
import { MeasuringPace } from '../intake/measuring-pace.js';
import { Clock } from '../../platform/clock/index.js';
import type { MonitoringQuery } from './monitoring-query.dto.js';
import { ScopeReadModel, type ScopeKind, type ScopeSeries } from './scope.read-model.js';

export interface Scope {
  readonly series: readonly ScopeSeries[];
  /** Until when nodes have told everything by now, in seconds since 1970. */
  readonly asOf: number;
}

/** Finds out what a question is about, and refuses what can't be answered. */
@Injectable()
export class Scopes {
  constructor(
    private readonly readModel: ScopeReadModel,
    private readonly pace: MeasuringPace,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, query: MonitoringQuery): Promise<Scope> {
    const needsRelease = query.cohort !== undefined || query.by === 'cohort';
    if (needsRelease && query.releaseId === undefined)
      throw invalidField('releaseId', 'required', {
        en: 'Cohorts are those of a release: name one.',
        zh: '金丝雀与其余节点的划分属于某个发布：请指定发布。',
      });
    await this.assertThere(actor, query);
    const series = await this.readModel.series(actor.visibleProjectIds, query);
    return { series, asOf: this.pace.toldUntil(series, this.clock.millis() / 1_000, WINDOW_SECONDS) };
  }

  private async assertThere(actor: Actor, query: MonitoringQuery): Promise<void> {
    const named: readonly (readonly [ScopeKind, string | undefined])[] = [
      ['release', query.releaseId],
      ['project', query.projectId],
      ['environment', query.environmentId],
      ['bin', query.bin],
      ['node', query.nodeId],
    ];
    for (const [kind, id] of named)
      if (id !== undefined && !(await this.readModel.isThere(kind, id, actor.visibleProjectIds)))
        throw notFound(kind);
  }
}
