import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { cutText } from '../../platform/http/index.js';
import type { CiStart } from './start.dto.js';
import { CiStartEntity } from './ci-start.entity.js';

const LONGEST_NOTE = 1_000;

const VIEW = `
  SELECT t.id, t.source_id AS "sourceId", t.job, t.parameter_names AS "parameterNames", t.state, t.number, t.note,
    t.requested_at AS "requestedAt", t.requested_by_name AS "requestedByName",
    (SELECT b.id FROM ci_builds b WHERE b.source_id = t.source_id AND b.job = t.job AND b.number = t.number
      ORDER BY b.id DESC LIMIT 1) AS "buildId"
  FROM ci_starts t`;

type Row = Omit<CiStart, 'requestedAt'> & { readonly requestedAt: Date };

const CLAIM = `
  UPDATE ci_starts SET next_look_at = $1::timestamptz + interval '30 seconds'
  WHERE id IN (SELECT id FROM ci_starts WHERE next_look_at <= $1 ORDER BY next_look_at LIMIT 10 FOR UPDATE SKIP LOCKED)
  RETURNING id`;

@Injectable()
export class StartsRepository {
  async create(tx: Tx, start: Omit<CiStartEntity, 'id' | 'queueId' | 'number' | 'note'>): Promise<string> {
    const { identifiers } = await tx.insert(CiStartEntity, {
      ...start,
      parameterNames: [...start.parameterNames],
    });
    return identifiers[0]?.['id'] as string;
  }

  async save(
    tx: Tx,
    id: string,
    fields: Partial<Pick<CiStartEntity, 'state' | 'queueId' | 'number' | 'note' | 'nextLookAt'>>,
  ): Promise<void> {
    const note = fields.note ? { note: cutText(fields.note, LONGEST_NOTE) } : {};
    await tx.update(CiStartEntity, { id }, { ...fields, ...note });
  }

  async claim(tx: Tx, now: Date): Promise<readonly CiStartEntity[]> {
    const [rows] = await tx.query<[{ id: string }[], number]>(CLAIM, [now]);
    return Promise.all(rows.map(({ id }) => tx.findOneByOrFail(CiStartEntity, { id })));
  }

  /** Of the build that it became, when somebody told of that. */
  async knownNumber(tx: Tx, { sourceId, job, queueId }: CiStartEntity): Promise<number | undefined> {
    const [row] = await tx.query<{ number: number }[]>(
      `SELECT number::float8 AS number FROM ci_builds WHERE source_id = $1 AND job = $2 AND queue_id = $3
       ORDER BY id DESC LIMIT 1`,
      [sourceId, job, queueId],
    );
    return row?.number;
  }

  async list(tx: Tx, sourceId: string): Promise<CiStart[]> {
    const rows = await tx.query<Row[]>(`${VIEW} WHERE t.source_id = $1 ORDER BY t.id DESC LIMIT 50`, [
      sourceId,
    ]);
    return rows.map(viewOf);
  }

  async get(tx: Tx, id: string): Promise<CiStart> {
    const [row] = await tx.query<Row[]>(`${VIEW} WHERE t.id = $1`, [id]);
    if (!row) throw new Error(`no start ${id}`);
    return viewOf(row);
  }
}

function viewOf(row: Row): CiStart {
  return { ...row, requestedAt: row.requestedAt.toISOString() };
}
