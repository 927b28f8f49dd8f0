import { Injectable } from '@nestjs/common';
import { LIVE_STATUSES } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';
import { AFTERWARDS } from '../intake/released-bins.read-model.js';

export interface PolledBin {
  readonly name: string;
  /** A release changes it now, or did until just now. */
  readonly isReleased: boolean;
}

/** More names in one selector are more than a server likes to be asked. */
const MOST_BINS = 2_000;

const FIND = `
  SELECT b.name, b.name IN (
    SELECT unnest(r.bin_names) FROM releases r WHERE r.status = ANY ($1) OR r.finished_at > now() - ${AFTERWARDS}) AS "isReleased"
  FROM bins b WHERE EXISTS (SELECT 1 FROM observed_state o WHERE o.bin_id = b.id AND o.sha256 IS NOT NULL)
  ORDER BY "isReleased" DESC, b.name LIMIT ${MOST_BINS}`;

/** Which programs run anywhere? */
@Injectable()
export class PolledBinsReadModel {
  async running(tx: Tx): Promise<readonly PolledBin[]> {
    return tx.query<PolledBin[]>(FIND, [LIVE_STATUSES]);
  }
}
