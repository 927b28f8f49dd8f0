import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import type { WatchedRule } from '../definitions/stored-rule.js';
import { MetricSights } from './metric-sights.js';
import { NodeSights } from './node-sights.read-model.js';
import type { Observation } from './observation.js';
import { ReleaseSights } from './release-sights.read-model.js';
import { WatchedPlacesReadModel } from './watched-places.read-model.js';

export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Since when rules have been looked at without a longer break. */
  readonly awakeSince: number;
}

/** What all rules see now: as many queries as there are kinds, however many rules there are. */
@Injectable()
export class Sights {
  constructor(
    private readonly places: WatchedPlacesReadModel,
    private readonly releases: ReleaseSights,
    private readonly nodes: NodeSights,
    private readonly metrics: MetricSights,
  ) {}

  async of(tx: Tx, rules: readonly WatchedRule[], moment: Moment): Promise<readonly Observation[]> {
    const environments = await this.places.environments(
      tx,
      rules.map(({ projectId }) => projectId),
    );
    const placesOf = ({ projectId, environmentId }: WatchedRule): readonly string[] =>
      environmentId === null ? (environments.get(projectId) ?? []) : [environmentId];
    return [
      ...(await this.releases.of(tx, rules, moment.now)),
      ...(await this.nodes.of(tx, rules, placesOf, moment)),
      ...(await this.metrics.of(tx, rules, placesOf, moment.now)),
    ];
  }
}
