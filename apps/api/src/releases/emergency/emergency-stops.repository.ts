import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { isUuid } from '../store/releases.repository.js';
import { EmergencyStop } from './emergency-stop.entity.js';

@Injectable()
export class EmergencyStopsRepository {
  /** A second stop of the same scope is the first one: its id is answered, and nothing is written. Undefined: no such project. */
  async switchOn(
    tx: Tx,
    stop: Pick<EmergencyStop, 'projectId' | 'reason' | 'stoppedBy' | 'stoppedAt'>,
  ): Promise<{ readonly id: string; readonly isNew: boolean } | undefined> {
    const [made]: { id: string }[] = await tx.query(
      `INSERT INTO emergency_stops (project_id, reason, stopped_by, stopped_at)
       SELECT $1::uuid, $2, $3::uuid, $4::timestamptz WHERE $1::uuid IS NULL OR EXISTS (SELECT FROM projects WHERE id = $1)
       ON CONFLICT (project_id) WHERE lifted_at IS NULL DO NOTHING RETURNING id`,
      [stop.projectId, stop.reason, stop.stoppedBy, stop.stoppedAt],
    );
    if (made) return { id: made.id, isNew: true };
    const [found]: { id: string }[] = await tx.query(
      'SELECT id FROM emergency_stops WHERE lifted_at IS NULL AND project_id IS NOT DISTINCT FROM $1',
      [stop.projectId],
    );
    return found && { id: found.id, isNew: false };
  }

  async lock(tx: Tx, id: string): Promise<EmergencyStop | null> {
    return isUuid(id)
      ? tx.findOne(EmergencyStop, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : null;
  }

  async lift(tx: Tx, id: string, by: string, at: Date): Promise<void> {
    await tx.update(EmergencyStop, { id }, { liftedBy: by, liftedAt: at });
  }
}
