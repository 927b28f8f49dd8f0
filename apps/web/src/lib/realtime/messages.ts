import type { Counts, ReleaseStatus } from '../api';

export type Topic = 'release' | 'node' | 'project' | 'bin' | 'alert' | 'config';

export interface ReleasePatch {
  readonly status?: ReleaseStatus;
  readonly revision?: number;
  readonly step?: number;
  readonly progress?: Counts;
}

export interface LiveEvent {
  readonly type: 'event';
  readonly seq: number;
  readonly topic: Topic;
  readonly id: string;
  readonly projectId: string | null;
  readonly patch?: ReleasePatch;
}

export type ServerMessage =
  | { readonly type: 'hello'; readonly epoch: string; readonly seq: number }
  | LiveEvent
  | { readonly type: 'resync' }
  /** All that was missed has been said, up to this number. */
  | { readonly type: 'resumed'; readonly seq: number }
  | { readonly type: 'ping' };

const KNOWN = new Set(['hello', 'event', 'resync', 'resumed', 'ping']);

/** Answers null for what it does not understand: a newer server may say more. */
export function parseMessage(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const type = (parsed as { type?: unknown }).type;
    return typeof type === 'string' && KNOWN.has(type) ? (parsed as ServerMessage) : null;
  } catch {
    return null;
  }
}
