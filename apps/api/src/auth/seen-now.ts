import { requestOrigin } from '../platform/http/index.js';
import type { Seen } from './sessions.repository.js';

/** Who calls, as far as this process can see. */
export function seenNow(): Seen {
  const origin = requestOrigin();
  return { userAgent: origin?.userAgent ?? null, address: origin?.address ?? null };
}
