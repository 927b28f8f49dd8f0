import { createHash } from 'node:crypto';
import stringify from 'fast-json-stable-stringify';

/** The same for requests that ask for the same: the order of fields in the body does not matter. */
export function requestHash(method: string, url: string, body: unknown): string {
  return createHash('sha256')
    .update(`${method}\n${url}\n${stringify(body ?? null)}`)
    .digest('hex');
}
