import { createHmac } from 'node:crypto';
import type { LoadRequest } from '../load.js';

export type CallKind = 'new' | 'again' | 'forged';

export interface StormSource {
  /** `/api/v1/webhooks/generic/…` */
  readonly path: string;
  /** As it was shown once, `whsec_…`. */
  readonly secret: string;
}

/** A call comes a second time so much later. */
const LATER = 99;

/** One in twenty is forged, one in five comes a second time. */
export function kindOf(index: number): CallKind {
  if (index % 20 === 7) return 'forged';
  return index >= LATER && index % 5 === 0 ? 'again' : 'new';
}

export function countOf(kind: CallKind, calls: number): number {
  let count = 0;
  for (let index = 0; index < calls; index += 1) if (kindOf(index) === kind) count += 1;
  return count;
}

/** Each call tells of a build of its own, signed as Standard Webhooks have it. */
export function callAt(
  index: number,
  { path, secret }: StormSource,
  seconds = Math.floor(Date.now() / 1_000),
): LoadRequest {
  const kind = kindOf(index);
  const number = (kind === 'again' ? index - LATER : index) + 1;
  const body = JSON.stringify({ build: { job: 'storm', number, status: 'FAILURE' } });
  const id = `storm-${number}`;
  const key = kind === 'forged' ? Buffer.alloc(32) : Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signed}`,
    },
    body,
  };
}
