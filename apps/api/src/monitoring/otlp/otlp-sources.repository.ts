import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { KnownStreams } from './otlp-growth.js';

/** A program that tells nothing for so long is forgotten; should it come back, it begins anew. */
const FORGOTTEN_AFTER = "interval '2 hours'";

const HOLD = `
  INSERT INTO otlp_sources (key, heard_at, content) VALUES ($1, now(), '{}')
  ON CONFLICT (key) DO UPDATE SET heard_at = now() RETURNING content`;

/** What was heard last of each program, so that any process can tell what is new. */
@Injectable()
export class OtlpSourcesRepository {
  /** Until `tx` ends nobody else hears this program. */
  async hold(tx: Tx, key: string): Promise<KnownStreams> {
    const [row] = await tx.query<{ content: string }[]>(HOLD, [key]);
    return JSON.parse(row?.content ?? '{}') as KnownStreams;
  }

  async keep(tx: Tx, key: string, known: KnownStreams): Promise<void> {
    await tx.query('UPDATE otlp_sources SET content = $2 WHERE key = $1', [key, JSON.stringify(known)]);
  }

  async forgetOld(tx: Tx): Promise<void> {
    await tx.query(`DELETE FROM otlp_sources WHERE heard_at < now() - ${FORGOTTEN_AFTER}`);
  }
}

/** The same for every export of one process of a program. */
export function sourceKey(projectId: string, attributes: ReadonlyMap<string, string>): string {
  const sorted = [...attributes].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([projectId, sorted]))
    .digest('base64url');
}
