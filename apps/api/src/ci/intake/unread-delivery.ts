import type { LocalizedText } from '../../platform/http/index.js';
import type { NewDelivery } from '../deliveries/deliveries.repository.js';

type Unread = Pick<NewDelivery, 'id' | 'sourceId' | 'bodySha256' | 'sizeBytes' | 'receivedAt'> & {
  /** Empty when only the body would say it. */
  readonly event: string;
};

const LARGEST_SIZE = 2 ** 31 - 1;

/**
 * A call that was proven and can not be looked at: kept without its body, of which nobody could say what in it is secret.
 * It does not go by its own id, under which a right one may still come.
 */
export function unreadDelivery(call: Unread, fate: LocalizedText): NewDelivery {
  return {
    ...call,
    ...{
      event: call.event || 'unknown',
      sizeBytes: Math.min(call.sizeBytes, LARGEST_SIZE),
      sealedBody: null,
      fate,
    },
    dedupeKey:
      call.bodySha256 === ''
        ? `too-large:${call.sizeBytes}:${call.receivedAt.toISOString().slice(0, 10)}`
        : `unread:${call.bodySha256}`,
  };
}
