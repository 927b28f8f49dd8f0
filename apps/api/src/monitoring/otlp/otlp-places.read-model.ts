import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { IS_MEASURED, stratumBy } from '../intake/places.read-model.js';
import type { Series } from '../store/series.js';

export interface OtlpPlace extends Omit<Series, 'environmentId'> {
  readonly projectId: string;
  /** Null where nothing says it. */
  readonly environmentId: string | null;
  /** Its agent measures it already. */
  readonly isMeasured: boolean;
}

const FIND = `
  SELECT b.id AS "binId", b.project_id AS "projectId", v.id AS "versionId", ${stratumBy('$5')} AS stratum, ${IS_MEASURED} AS "isMeasured",
    COALESCE(m.environment_id, (SELECT e.id FROM environments e WHERE e.project_id = b.project_id AND e.code = $4)) AS "environmentId"
  FROM bins b
  LEFT JOIN bin_versions v ON v.bin_id = b.id AND v.version = $2
  LEFT JOIN node_memberships m ON m.project_id = b.project_id AND m.node_id = ANY ($3::text[])
  LEFT JOIN nodes n ON n.id = m.node_id
  WHERE b.name = $1 LIMIT 1`;

/** Which program of ours is it that tells? */
@Injectable()
export class OtlpPlacesReadModel {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** By the names that OpenTelemetry gives to what a resource is; undefined for a service that is no bin. */
  async of(tx: Tx, attributes: ReadonlyMap<string, string>): Promise<OtlpPlace | undefined> {
    const first = (...names: readonly string[]): string | null =>
      names.map((name) => attributes.get(name)).find((value) => value !== undefined) ?? null;
    const nodeIds = ['host.id', 'service.instance.id', 'host.name'].flatMap(
      (name) => attributes.get(name) ?? [],
    );
    const [place] = await tx.query<OtlpPlace[]>(FIND, [
      first('service.name'),
      first('service.version'),
      nodeIds,
      first('deployment.environment.name', 'deployment.environment'),
      this.settings.stratumLabel,
    ]);
    return place;
  }
}
