import type { AccessClaims, Actor } from '../platform/auth-guard/index.js';
import type { NumberedEvent } from './event-ring.js';

const MAX_BUFFERED_BYTES = 1024 ** 2;
const RESUMABLE_BYTES = 64 * 1024;
export const FAREWELL_MS = 300;

/** What a connection needs of its socket. */
export interface Wire {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

/** One page of one person: hears what its person may see, and no more than it can take. */
export class Connection {
  private isLagging = false;
  lastHeardMs: number;

  constructor(
    readonly claims: AccessClaims,
    /** As of the last look into the database. */
    public actor: Actor,
    private readonly wire: Wire,
    nowMs: number,
  ) {
    this.lastHeardMs = nowMs;
  }

  offer(event: NumberedEvent, frame: string): void {
    if (this.maySee(event)) this.send(frame);
  }

  /** Whoever reads too slowly loses events, and is told so as soon as the backlog is gone. */
  send(frame: string): void {
    if (this.isLagging && !this.catchUp()) return;
    if (this.wire.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.isLagging = true;
      return;
    }
    this.wire.send(frame);
  }

  /** False as long as the backlog stands. */
  catchUp(): boolean {
    if (!this.isLagging) return true;
    if (this.wire.bufferedAmount > RESUMABLE_BYTES) return false;
    this.isLagging = false;
    this.wire.send(RESYNC);
    return true;
  }

  maySee({ projectId }: NumberedEvent): boolean {
    return projectId === null
      ? this.actor.mayAnywhere('project.read')
      : this.actor.may('project.read', projectId);
  }

  /** Politely, and then at any rate: a client may never answer the farewell. */
  close(code: number, reason: string): void {
    this.wire.close(code, reason);
    setTimeout(() => this.wire.terminate(), FAREWELL_MS).unref();
  }

  terminate(): void {
    this.wire.terminate();
  }
}

export const RESYNC = JSON.stringify({ type: 'resync' });
