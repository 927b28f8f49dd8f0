import { Injectable } from '@nestjs/common';
import type { Measurement } from '../../nodes/index.js';
import { Database } from '../../platform/database/index.js';

/** A report holds at most so much time. */
const LONGEST_SECONDS = 20 * 60;

@Injectable()
export class NodeWindowsReadModel {
  constructor(private readonly database: Database) {}

  /** What nodes told of this time, oldest first. @param range seconds since 1970, the end not included */
  async between(
    nodeIds: readonly string[],
    range: { readonly from: number; readonly to: number },
  ): Promise<ReadonlyMap<string, readonly Measurement[]>> {
    const rows = await this.database.reader.query<{ nodeId: string; content: string }[]>(
      `SELECT node_id AS "nodeId", content FROM node_measurements
       WHERE node_id = ANY ($1::text[]) AND at >= to_timestamp($2::float8 - ${LONGEST_SECONDS}) AND at < to_timestamp($3) ORDER BY node_id, at`,
      [nodeIds, range.from, range.to],
    );
    const told = new Map<string, Measurement[]>();
    for (const { nodeId, content } of rows) {
      const windows = told.get(nodeId) ?? [];
      told.set(nodeId, windows);
      for (const window of JSON.parse(content) as Measurement[])
        if (window.at >= range.from && window.at < range.to) windows.push(window);
    }
    return told;
  }
}
