import { writeCsv } from '../platform/csv/index.js';
import type { AuditEntry, ExportFormat } from './audit.dto.js';

type Pages = AsyncIterable<readonly AuditEntry[]>;

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

const COLUMNS: Readonly<Record<string, (entry: AuditEntry) => string | number | null>> = {
  number: ({ seq }) => seq,
  time: ({ at }) => at,
  actor_kind: ({ actor }) => actor.kind,
  actor_id: ({ actor }) => actor.id,
  actor: ({ actor }) => actor.name,
  token_id: ({ actor }) => actor.token?.id ?? null,
  token: ({ actor }) => actor.token?.name ?? null,
  action: ({ action }) => action,
  subject_type: ({ subject }) => subject.type,
  subject_id: ({ subject }) => subject.id,
  subject: ({ subject }) => subject.name,
  project_id: ({ projectId }) => projectId,
  reason: ({ reason }) => reason,
  details: ({ data }) => JSON.stringify(data),
  request_id: ({ requestId }) => requestId,
  address: ({ address }) => address,
  user_agent: ({ userAgent }) => userAgent,
  id: ({ id }) => id,
};

/** A table for spreadsheets, which know UTF-8 by its mark and run nothing of what is in a cell. */
export async function* asCsv(pages: Pages): AsyncGenerator<string> {
  yield `\ufeff${writeCsv([Object.keys(COLUMNS)])}`;
  for await (const page of pages)
    yield writeCsv(page.map((entry) => Object.values(COLUMNS).map((cell) => (cell(entry) ?? '').toString())));
}

/** One list, an entry a line. */
export async function* asJson(pages: Pages): AsyncGenerator<string> {
  let before = '[\n';
  for await (const page of pages) {
    yield before + page.map((entry) => JSON.stringify(entry)).join(',\n');
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}
