import { Injectable } from '@nestjs/common';
import { PgNotifications, type Tx } from '../platform/database/index.js';
import type { RealtimeEvent } from './realtime-event.js';

export const CHANNEL = 'realtime';
const MAX_PAYLOAD_BYTES = 7_900;

/** Tells every open page, on whichever replica, that something changed. */
@Injectable()
export class Realtime {
  constructor(private readonly notifications: PgNotifications) {}

  /** Heard when the transaction commits, never before and not if it does not. */
  async publish(tx: Tx, event: RealtimeEvent): Promise<void> {
    await this.notifications.notify(tx, CHANNEL, payloadOf(event));
  }
}

/** A patch that does not fit is left away: the page then reads the thing again. */
export function payloadOf({ topic, id, projectId, patch }: RealtimeEvent): string {
  const whole = JSON.stringify({ topic, id, projectId, ...(patch ? { patch } : {}) });
  return Buffer.byteLength(whole) <= MAX_PAYLOAD_BYTES ? whole : JSON.stringify({ topic, id, projectId });
}
