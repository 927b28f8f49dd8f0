import { Inject, Injectable } from '@nestjs/common';
import type { BinMeasurement, Measurement } from '../../nodes/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import type { Series } from '../store/series.js';

/** What one node told, oldest first. */
export interface MeasuredByNode {
  readonly nodeId: string;
  readonly windows: readonly Measurement[];
}

/** What a node told of one program in one window, and to which series it belongs. */
export interface ToldOfSeries {
  readonly nodeId: string;
  readonly at: number;
  readonly bin: BinMeasurement;
  readonly series: Series;
}

const LONGEST_STRATUM = 60;

/**
 * Of a node `n`, which need not be there. Nodes with the same value of the label are alike: canary and others are compared
 * among these first.
 * @param label the parameter that names the label
 */
export const stratumBy = (label: string): string =>
  `left(COALESCE(n.labels ->> ${label}::text, ''), ${LONGEST_STRATUM})`;

const MEASURED_WITHIN = "interval '3 minutes'";

/** Whether the agent of a node `n` asks the program of a bin `b` for its requests: taken once more they would count twice. */
export const IS_MEASURED = `EXISTS (
  SELECT 1 FROM node_measurements k WHERE k.node_id = n.id AND k.at > now() - ${MEASURED_WITHIN}
    AND jsonb_path_exists(k.content::jsonb, '$[*].bins[*] ? (@.bin == $bin && exists (@.requests))', jsonb_build_object('bin', b.name)))`;

/** The same file may be several versions; then it is the one that the node should run, or else the newest. */
const FIND = `
  SELECT q.place::int AS place, m.environment_id AS "environmentId", b.id AS "binId", v.id AS "versionId",
    ${stratumBy('$4')} AS stratum
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS q(node_id, bin, sha256, place)
  JOIN bins b ON b.name = q.bin
  JOIN node_memberships m ON m.node_id = q.node_id AND m.project_id = b.project_id
  JOIN nodes n ON n.id = q.node_id
  LEFT JOIN desired_state d ON d.node_id = q.node_id AND d.bin_id = b.id
  LEFT JOIN LATERAL (
    SELECT v.id FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
    WHERE a.sha256 = q.sha256 AND v.bin_id = b.id ORDER BY (v.id IS NOT DISTINCT FROM d.version_id) DESC, v.id DESC LIMIT 1) v ON true`;

/** To which series belongs what a node told? */
@Injectable()
export class PlacesReadModel {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Without what is of a bin that is none of ours, or of a project that the node does not serve. */
  async told(tx: Tx, measured: readonly MeasuredByNode[]): Promise<readonly ToldOfSeries[]> {
    const told = measured.flatMap(({ nodeId, windows }) =>
      windows.flatMap(({ at, bins }) => (bins ?? []).map((bin) => ({ nodeId, at, bin }))),
    );
    const rows = await tx.query<(Series & { readonly place: number })[]>(FIND, [
      told.map(({ nodeId }) => nodeId),
      told.map(({ bin }) => bin.bin),
      told.map(({ bin }) => bin.sha256 ?? null),
      this.settings.stratumLabel,
    ]);
    const found = new Map(rows.map(({ place, ...series }) => [place, series]));
    return told.flatMap((each, place) => {
      const series = found.get(place + 1);
      return series ? [{ ...each, series }] : [];
    });
  }
}
