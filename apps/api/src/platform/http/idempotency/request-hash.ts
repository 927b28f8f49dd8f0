import { createHash } from 'node:crypto';
import stringify from 'fast-json-stable-stringify';

/** The same for requests that ask for the same through the same credential: the order of fields in the body does not matter. */
export function requestHash(method: string, url: string, body: unknown, tokenId?: string): string {
  return createHash('sha256')
    .update(`${tokenId ? `${tokenId}\n` : ''}${method}\n${url}\n${stringify(body ?? null)}`)
    .digest('hex');
}
