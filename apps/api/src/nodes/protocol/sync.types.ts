import type { Measurement } from '../observed/measurement.js';
import type { ARCHIVE_LIMITS } from '../rules/archive-support.js';
import type { Labels, Lifecycle, ReportedError } from '../rules/node-words.js';

/** The body of `POST /agent/sync` once its schema has let it through. */
export interface SyncBody {
  readonly agent?: { readonly version?: string | null; readonly instance?: string | null };
  readonly facts?: SyncFacts | null;
  readonly nodeId?: string | null;
  readonly observed?: readonly ObservedItem[];
  readonly events?: readonly EventItem[];
  readonly held?: { readonly reason?: string | null; readonly until?: string | null } | null;
  readonly measured?: readonly Measurement[];
  readonly stateVersion?: string | null;
  readonly wait?: number;
}

export interface SyncFacts {
  readonly name?: string | null;
  readonly arch?: string | null;
  readonly os?: string | null;
  readonly osRelease?: string | null;
  readonly kernel?: string | null;
  readonly labels?: Labels | null;
  readonly sideBySide?: readonly string[] | null;
}

export interface ObservedItem {
  readonly bin: string;
  readonly sha256?: string | null;
  readonly source?: 'process' | 'file' | null;
  readonly healthy?: boolean | null;
  readonly generation: number;
  readonly phase?: string | null;
  readonly kept?: readonly string[];
  readonly error?: ReportedError | null;
}

export interface EventItem {
  readonly id: string;
  readonly bin: string;
  readonly generation: number;
  readonly attempt: number;
  readonly seq: number;
  readonly phase: string;
  readonly at?: string | null;
  readonly durationMs?: number | null;
  readonly error?: ReportedError | null;
}

export interface SyncAnswer {
  readonly nodeId: string;
  readonly serverTime: string;
  readonly token?: string;
  readonly stateVersion: string;
  readonly lifecycle: Lifecycle;
  readonly bins?: readonly SyncBin[];
  readonly acknowledged: readonly string[];
  readonly syncAfterSeconds: number;
  readonly measureAfterSeconds?: number;
}

export interface SyncBin {
  readonly bin: string;
  readonly sha256: string | null;
  readonly version: string | null;
  readonly generation: number;
  readonly sizeBytes: number;
  readonly urls: readonly string[];
  readonly action: string;
  /** Only for an archive. */
  readonly kind?: 'archive';
  readonly limits?: typeof ARCHIVE_LIMITS;
  /** Only for two versions beside each other. */
  readonly mode?: 'side-by-side';
  readonly keepOldSeconds?: number;
}
