import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { IS_MEASURED, stratumBy } from '../intake/places.read-model.js';
import type { Series } from '../store/series.js';
import type { PrometheusProgram } from './prometheus-points.js';

interface Row extends Series {
  readonly place: number;
  readonly nodeId: string | null;
  readonly isMeasured: boolean;
}

/** Where what a program's series say belongs; null: nobody knows. */
export interface PrometheusPlace {
  readonly series: Series;
  /** Its agent measures it already: taken once more it would count twice. */
  readonly isMeasured: boolean;
}

/** The version that the series say, or else the one that the node runs. */
const FIND = `
  SELECT q.place::int AS place, n.id AS "nodeId", b.id AS "binId", ${stratumBy('$5')} AS stratum,
    COALESCE(m.environment_id, (SELECT e.id FROM environments e WHERE e.project_id = b.project_id AND e.code = q.environment)) AS "environmentId",
    COALESCE(
      (SELECT v.id FROM bin_versions v WHERE v.bin_id = b.id AND v.version = q.version),
      (SELECT v.id FROM observed_state o JOIN artifacts a ON a.sha256 = o.sha256 JOIN bin_versions v ON v.id = a.version_id AND v.bin_id = b.id
       LEFT JOIN desired_state d ON d.node_id = o.node_id AND d.bin_id = b.id
       WHERE q.version IS NULL AND o.node_id = n.id AND o.bin_id = b.id ORDER BY (v.id IS NOT DISTINCT FROM d.version_id) DESC, v.id DESC LIMIT 1)
    ) AS "versionId",
    ${IS_MEASURED} AS "isMeasured"
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS q (bin, node, version, environment, place)
  JOIN bins b ON b.name = q.bin
  LEFT JOIN LATERAL (
    SELECT m.node_id, m.environment_id FROM node_memberships m JOIN nodes x ON x.id = m.node_id
    WHERE m.project_id = b.project_id AND (x.id = q.node OR x.name = q.node OR x.host_name = q.node)
    ORDER BY (x.id = q.node) DESC, x.id LIMIT 1) m ON true
  LEFT JOIN nodes n ON n.id = m.node_id`;

/** Of which program of ours are these series? */
@Injectable()
export class PrometheusPlacesReadModel {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** One answer for each, in the same order. */
  async of(
    tx: Tx,
    programs: readonly Omit<PrometheusProgram, 'points'>[],
  ): Promise<readonly (PrometheusPlace | null)[]> {
    const rows = await tx.query<(Omit<Row, 'environmentId'> & { readonly environmentId: string | null })[]>(
      FIND,
      [
        programs.map(({ bin }) => bin),
        programs.map(({ node }) => node?.replace(/:\d+$/, '') ?? null),
        programs.map(({ version }) => version),
        programs.map(({ environment }) => environment),
        this.settings.stratumLabel,
      ],
    );
    const found = new Map(rows.map((row) => [row.place, row]));
    return programs.map((_, place) => {
      const row = found.get(place + 1);
      if (!row || row.environmentId === null) return null;
      const { binId, versionId, environmentId, stratum, isMeasured } = row;
      return { series: { binId, versionId, environmentId, stratum }, isMeasured };
    });
  }
}
