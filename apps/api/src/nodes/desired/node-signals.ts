import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, PgNotifications, type Tx } from '../../platform/database/index.js';

const CHANGED = 'nodes_changed';
const REVOKED = 'nodes_revoked';
const HEARTBEAT = 'nodes_heartbeat';
const EVERY_NODE = '*';
const PAYLOAD_BYTES = 7_900;
/** With more pieces than this, one call to everybody is cheaper. */
const MAX_PAYLOADS = 8;
const HEARTBEAT_MS = 2_000;

export interface NodeSignalListener {
  /** What these nodes are told may have changed. */
  onNodesChanged(nodeIds: readonly string[]): void;
  /** Credentials of these nodes may have ended. */
  onNodesRevoked(nodeIds: readonly string[]): void;
  /** Anything may have changed unheard. */
  onGap(): void;
}

/**
 * Tells every API process which nodes changed. Each process also sends itself a heartbeat through the database: one
 * that does not come back means that others may have been missed too, and everything remembered is forgotten.
 */
@Injectable()
export class NodeSignals implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners: NodeSignalListener[] = [];
  private readonly self = randomUUID();
  private timer: NodeJS.Timeout | undefined;
  private isHeard = true;
  private isBeating = false;

  constructor(
    private readonly database: Database,
    private readonly notifications: PgNotifications,
  ) {
    const gap = (): void => this.listeners.forEach((listener) => listener.onGap());
    this.notifications.listen(CHANGED, (payload) => this.pass(payload, 'onNodesChanged'), gap);
    this.notifications.listen(REVOKED, (payload) => this.pass(payload, 'onNodesRevoked'));
    this.notifications.listen(HEARTBEAT, (payload) => {
      if (payload === this.self) this.isHeard = true;
    });
  }

  subscribe(listener: NodeSignalListener): void {
    this.listeners.push(listener);
  }

  async nodesChanged(tx: Tx, nodeIds: readonly string[]): Promise<void> {
    await this.send(tx, CHANGED, nodeIds);
  }

  async nodesRevoked(tx: Tx, nodeIds: readonly string[]): Promise<void> {
    await this.send(tx, REVOKED, nodeIds);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.beat(), HEARTBEAT_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async send(tx: Tx, channel: string, nodeIds: readonly string[]): Promise<void> {
    const payloads = chunkIds(nodeIds);
    const sent = payloads.length > MAX_PAYLOADS ? [EVERY_NODE] : payloads;
    for (const payload of sent) await this.notifications.notify(tx, channel, payload);
  }

  private pass(payload: string, event: 'onNodesChanged' | 'onNodesRevoked'): void {
    if (payload === EVERY_NODE) this.listeners.forEach((listener) => listener.onGap());
    else this.listeners.forEach((listener) => listener[event](payload.split(',')));
  }

  private async beat(): Promise<void> {
    if (this.isBeating) return;
    this.isBeating = true;
    try {
      if (!this.isHeard) this.listeners.forEach((listener) => listener.onGap());
      this.isHeard = false;
      await this.notifications.notify(this.database.reader, HEARTBEAT, this.self);
    } catch {
      // The database is away: the next beat finds this one unheard.
    } finally {
      this.isBeating = false;
    }
  }
}

/** Ids joined by commas (no id has one), in pieces that fit a notification. */
export function chunkIds(nodeIds: readonly string[], maxBytes = PAYLOAD_BYTES): string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const id of nodeIds) {
    const joined = chunk === '' ? id : `${chunk},${id}`;
    if (joined.length > maxBytes && chunk !== '') {
      chunks.push(chunk);
      chunk = id;
    } else {
      chunk = joined;
    }
  }
  return chunk === '' ? chunks : [...chunks, chunk];
}
