import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { MeasuredByNode } from './places.read-model.js';

/** In one order, so that two reports of the same nodes wait for each other and never both. */
const ADVANCE = `
  INSERT INTO node_measured AS m (node_id, until)
  SELECT q.node_id, to_timestamp(q.until) FROM unnest($1::text[], $2::float8[]) AS q(node_id, until) ORDER BY q.node_id
  ON CONFLICT (node_id) DO UPDATE SET until = GREATEST(m.until, excluded.until)
  RETURNING m.node_id AS "nodeId", COALESCE(extract(epoch FROM old.until), 0)::float8 AS until`;

const KEEP = `
  INSERT INTO node_measurements (node_id, at, content)
  SELECT q.node_id, to_timestamp(q.at), q.content FROM unnest($1::text[], $2::float8[], $3::text[]) AS q(node_id, at, content)`;

/** What each node told in the last minutes, as it was told. */
@Injectable()
export class NodeMeasurementsRepository {
  /** Windows that nobody told before. Nodes tell them in the order of time, so what is older than the last one is known. */
  async takeNew(tx: Tx, measured: readonly MeasuredByNode[]): Promise<readonly MeasuredByNode[]> {
    const before = await tx.query<{ nodeId: string; until: number }[]>(ADVANCE, [
      measured.map(({ nodeId }) => nodeId),
      measured.map(({ windows }) => windows[windows.length - 1]?.at ?? 0),
    ]);
    const known = new Map(before.map(({ nodeId, until }) => [nodeId, until]));
    return measured
      .map(({ nodeId, windows }) => ({
        nodeId,
        windows: windows.filter(({ at }) => at > (known.get(nodeId) ?? 0)),
      }))
      .filter(({ windows }) => windows.length > 0);
  }

  async keep(tx: Tx, measured: readonly MeasuredByNode[]): Promise<void> {
    await tx.query(KEEP, [
      measured.map(({ nodeId }) => nodeId),
      measured.map(({ windows }) => windows[0]?.at ?? 0),
      measured.map(({ windows }) => JSON.stringify(windows)),
    ]);
  }
}
