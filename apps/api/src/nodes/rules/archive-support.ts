import type { ArtifactKind, Protocol } from './node-words.js';

/** What an archive may become on a host; the host's own configuration can only allow less. */
export const ARCHIVE_LIMITS = {
  maxBytes: 4 * 1024 ** 3,
  maxEntries: 50_000,
  maxPathBytes: 512,
  maxDepth: 32,
} as const;

const FIRST_THAT_UNPACKS = [0, 2] as const;

/** An agent that knows no archives would put the packed file where the program was. */
export function canTake(kind: ArtifactKind, protocol: Protocol | null, agentVersion: string | null): boolean {
  if (kind === 'file') return true;
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(agentVersion ?? '') ?? [];
  if (protocol !== 'agent' || major === undefined || minor === undefined) return false;
  const [firstMajor, firstMinor] = FIRST_THAT_UNPACKS;
  return Number(major) > firstMajor || (Number(major) === firstMajor && Number(minor) >= firstMinor);
}
