import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { PgNotifications } from '../platform/database/index.js';
import { parseClientMessage } from './client-message.js';
import { RESYNC, type Connection } from './connection.js';
import { EventRing } from './event-ring.js';
import { CHANNEL } from './realtime.js';
import type { RealtimeEvent } from './realtime-event.js';

const RING_EVENTS = 2_000;

/** All open pages of this process, and what they have heard. */
@Injectable()
export class Connections {
  readonly all = new Set<Connection>();
  private ring = new EventRing(RING_EVENTS);
  private epoch: string = randomUUID();

  constructor(
    private readonly clock: Clock,
    notifications: PgNotifications,
  ) {
    notifications.listen(
      CHANNEL,
      (payload) => this.deliver(JSON.parse(payload) as RealtimeEvent),
      () => this.startOver(),
    );
  }

  add(connection: Connection): void {
    this.all.add(connection);
    connection.send(JSON.stringify({ type: 'hello', epoch: this.epoch, seq: this.ring.lastSeq }));
  }

  remove(connection: Connection): void {
    this.all.delete(connection);
  }

  receive(connection: Connection, text: string): void {
    connection.lastHeardMs = this.clock.millis();
    const message = parseClientMessage(text);
    if (message?.type === 'resume') this.resume(connection, message.epoch, message.seq);
  }

  private resume(connection: Connection, epoch: string, seq: number): void {
    const missed = epoch === this.epoch ? this.ring.after(seq) : undefined;
    if (!missed) connection.send(RESYNC);
    for (const event of missed ?? []) connection.offer(event, frameOf(event));
    connection.send(JSON.stringify({ type: 'resumed', seq: this.ring.lastSeq }));
  }

  private deliver(event: RealtimeEvent): void {
    const numbered = this.ring.add(event);
    const frame = frameOf(numbered);
    for (const connection of this.all) connection.offer(numbered, frame);
  }

  /** While nobody listened anything may have happened: no number from before can be resumed from. */
  private startOver(): void {
    this.ring = new EventRing(RING_EVENTS);
    this.epoch = randomUUID();
    const hello = JSON.stringify({ type: 'hello', epoch: this.epoch, seq: 0 });
    for (const connection of this.all) {
      connection.send(hello);
      connection.send(RESYNC);
    }
  }
}

function frameOf(event: RealtimeEvent & { readonly seq: number }): string {
  return JSON.stringify({ type: 'event', ...event });
}
