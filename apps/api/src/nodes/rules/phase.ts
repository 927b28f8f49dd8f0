/** The phases of an update on a host, in the order in which they come. */
export const PHASES = [
  'queued',
  'downloading',
  'verified',
  'prechecking',
  'staged',
  'draining',
  'stopping',
  'swapping',
  'starting',
  'checking',
  'warming',
  'undraining',
  'switching',
  'active',
  'reverting',
  'reverted',
  'failed',
] as const;
export type Phase = (typeof PHASES)[number];

const RANKS: ReadonlyMap<string, number> = new Map(PHASES.map((phase, index) => [phase, index + 1]));
const SEED_UNDER_WAY = 1;
/** A seed agent tries again each minute, so whichever of its two ends came last counts. */
const SEED_ENDED = 2;

export function phaseRank(phase: string): number {
  return RANKS.get(phase) ?? SEED_UNDER_WAY;
}

export interface SeedProgress {
  readonly phase: string;
  readonly rank: number;
}

/** `success` and `failed` are phases of ours; every other word stays as the agent said it. */
export function seedProgress(word: string): SeedProgress {
  if (word === 'success') return { phase: 'active', rank: SEED_ENDED };
  if (word === 'failed') return { phase: 'failed', rank: SEED_ENDED };
  return { phase: word, rank: SEED_UNDER_WAY };
}
