import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { ConfigEditorEntity } from './config-editor.entity.js';

export interface SeenEditor {
  readonly userId: string;
  readonly name: string;
  readonly layer: string;
}

type Place = Pick<ConfigEditorEntity, 'fileId' | 'layer' | 'userId'>;

@Injectable()
export class ConfigEditorsRepository {
  /** By name. */
  async seenSince(tx: Tx, fileId: string, since: Date): Promise<readonly SeenEditor[]> {
    return tx.query<SeenEditor[]>(
      `SELECT c.user_id AS "userId", u.name, c.layer FROM config_editors c JOIN users u ON u.id = c.user_id
       WHERE c.file_id = $1 AND c.seen_at > $2 ORDER BY u.name, c.layer`,
      [fileId, since],
    );
  }

  /** When the person was seen there last; null when they were not, or not lately. */
  async see(tx: Tx, { fileId, layer, userId }: Place, at: Date): Promise<Date | null> {
    const [row] = await tx.query<{ before: Date | null }[]>(
      `WITH known AS (SELECT seen_at FROM config_editors WHERE file_id = $1 AND layer = $2 AND user_id = $3)
       INSERT INTO config_editors (file_id, layer, user_id, seen_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (file_id, layer, user_id) DO UPDATE SET seen_at = excluded.seen_at
       RETURNING (SELECT seen_at FROM known) AS before`,
      [fileId, layer, userId, at],
    );
    return row?.before ?? null;
  }

  /** False when they were not there. */
  async leave(tx: Tx, place: Place): Promise<boolean> {
    const { affected } = await tx.delete(ConfigEditorEntity, place);
    return affected === 1;
  }

  /** Rows that somebody writes just now are left to the next one who comes by. */
  async forgetBefore(tx: Tx, before: Date): Promise<void> {
    await tx.query(
      `DELETE FROM config_editors WHERE (file_id, layer, user_id) IN
         (SELECT file_id, layer, user_id FROM config_editors WHERE seen_at < $1 FOR UPDATE SKIP LOCKED)`,
      [before],
    );
  }
}
