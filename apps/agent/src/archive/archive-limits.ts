import { AgentError } from '../errors.js';

/** What an archive may become on this host; more is refused while it is read, never afterwards. */
export interface ArchiveLimits {
  /** Bytes of all files together. */
  readonly maxBytes: number;
  /** Files and folders together. */
  readonly maxEntries: number;
  /** Bytes of one path below the folder of the version. */
  readonly maxPathBytes: number;
  /** Folders above a file, the file itself counted. */
  readonly maxDepth: number;
}

/** What a host allows that says nothing else. The console may ask for less, never for more. */
export const DEFAULT_ARCHIVE_LIMITS: ArchiveLimits = {
  maxBytes: 4 * 1024 ** 3,
  maxEntries: 50_000,
  maxPathBytes: 512,
  maxDepth: 32,
};

export function stricterLimits(left: ArchiveLimits, right: Partial<ArchiveLimits>): ArchiveLimits {
  const lower = (key: keyof ArchiveLimits): number => Math.min(left[key], right[key] ?? left[key]);
  return {
    maxBytes: lower('maxBytes'),
    maxEntries: lower('maxEntries'),
    maxPathBytes: lower('maxPathBytes'),
    maxDepth: lower('maxDepth'),
  };
}

export function unsafe(what: string): AgentError {
  return new AgentError('ARCHIVE_UNSAFE', `the archive is not unpacked: ${what}`);
}

export function invalid(what: string): AgentError {
  return new AgentError('ARCHIVE_INVALID', `the archive can't be read: ${what}`);
}

export function tooLarge(what: string): AgentError {
  return new AgentError('ARCHIVE_TOO_LARGE', `the archive is not unpacked: ${what}`);
}
