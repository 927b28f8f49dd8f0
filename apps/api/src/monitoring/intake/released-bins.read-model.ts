import { Injectable } from '@nestjs/common';
import { LIVE_STATUSES } from '@release-console/rollout-core';
import { Database } from '../../platform/database/index.js';

/** Whoever looks at a release that is just over still sees what it did. */
export const AFTERWARDS = "interval '10 minutes'";

const NOW = `
  SELECT b.id FROM bins b WHERE b.name IN (
    SELECT unnest(r.bin_names) FROM releases r WHERE r.status = ANY ($1) OR r.finished_at > now() - ${AFTERWARDS})`;

@Injectable()
export class ReleasedBinsReadModel {
  constructor(private readonly database: Database) {}

  /** Ids of bins that a release changes now, or did until just now. */
  async now(): Promise<readonly string[]> {
    const rows = await this.database.reader.query<{ id: string }[]>(NOW, [LIVE_STATUSES]);
    return rows.map(({ id }) => id);
  }
}
