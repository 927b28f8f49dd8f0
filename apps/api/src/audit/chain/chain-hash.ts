import { createHash } from 'node:crypto';
import stringify from 'fast-json-stable-stringify';
import type { RecordedActor } from '../audit-record.js';

/** All that an entry says. What is null is left out of the hash, so that a later field leaves older hashes as they are. */
export interface EntryContent {
  readonly id: string;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly at: string;
  readonly actor: RecordedActor;
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string; readonly name: string | null };
  readonly projectId: string | null;
  readonly reason: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** SHA-256 over the hash of the entry before and the entry's content in one canonical form. */
export function chainHash(before: Buffer, content: EntryContent): Buffer {
  const { id, at, actor, action, subject, projectId, reason, data, requestId, address, userAgent } = content;
  const said = {
    ...without({ id, at, action, projectId, reason, requestId, address, userAgent }),
    actor: without(actor),
    subject: without(subject),
    data,
  };
  return createHash('sha256').update(before).update(stringify(said)).digest();
}

function without(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
