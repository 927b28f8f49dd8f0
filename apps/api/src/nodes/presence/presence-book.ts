import { Injectable } from '@nestjs/common';
import type { LastWord } from '../rules/presence.js';

export interface HeardNode {
  readonly nodeId: string;
  lastSeenAt: number;
  expectedSeconds: number;
  /** Not written to the database yet. */
  isDirty: boolean;
}

const REMEMBERED_NODES = 250_000;

/** Last words heard by this process. One touch costs one look-up; the database learns of it within a second. */
@Injectable()
export class PresenceBook {
  private readonly heard = new Map<string, HeardNode>();
  private dirty: HeardNode[] = [];

  touch(nodeId: string, now: number, expectedSeconds: number): void {
    const entry = this.heard.get(nodeId) ?? this.open(nodeId);
    if (now > entry.lastSeenAt) entry.lastSeenAt = now;
    entry.expectedSeconds = expectedSeconds;
    if (entry.isDirty) return;
    entry.isDirty = true;
    this.dirty.push(entry);
  }

  /** What the database knows; nothing of it has to be written. */
  learn({ nodeId, lastSeenAt, expectedSeconds }: LastWord & { readonly nodeId: string }): void {
    const entry = this.heard.get(nodeId);
    if (!entry || lastSeenAt <= entry.lastSeenAt) return;
    entry.lastSeenAt = lastSeenAt;
    entry.expectedSeconds = expectedSeconds;
  }

  get(nodeId: string): LastWord | undefined {
    return this.heard.get(nodeId);
  }

  /** What is said to be heard after `latest` counts as heard now. */
  bringBack(latest: number, now: number): void {
    for (const entry of this.heard.values()) if (entry.lastSeenAt > latest) entry.lastSeenAt = now;
  }

  /** What was heard since the last call. */
  takeDirty(): readonly HeardNode[] {
    const taken = this.dirty;
    this.dirty = [];
    for (const entry of taken) entry.isDirty = false;
    return taken;
  }

  /** For what could not be written. */
  putBack(entries: readonly HeardNode[]): void {
    for (const entry of entries) {
      if (entry.isDirty) continue;
      entry.isDirty = true;
      this.dirty.push(entry);
    }
  }

  all(): IterableIterator<HeardNode> {
    return this.heard.values();
  }

  private open(nodeId: string): HeardNode {
    const entry: HeardNode = { nodeId, lastSeenAt: 0, expectedSeconds: 0, isDirty: false };
    this.heard.set(nodeId, entry);
    if (this.heard.size > REMEMBERED_NODES) {
      const oldest = this.heard.keys().next();
      if (!oldest.done) this.heard.delete(oldest.value);
    }
    return entry;
  }
}
