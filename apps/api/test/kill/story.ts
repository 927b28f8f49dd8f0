import { createHash } from 'node:crypto';

export const BIN = 'killed';
export const NODES = ['kill-0', 'kill-1', 'kill-2'] as const;
export const [OLD, NEW] = ['1', '2'].map((version) =>
  createHash('sha256').update(`killed ${version}`).digest('hex'),
) as [string, string];

/** What happens to the release, one after the other; the hosts and the engine are at work in those named `wave`, and all messages are sent in `tell`. */
export const PHASES = [
  'create',
  'submit',
  'approve',
  'deploy',
  'wave 1',
  'pause',
  'resume',
  'wave 2',
  'wave 3',
  'rollback',
  'way back',
  'tell',
] as const;
export type Phase = (typeof PHASES)[number];

/** Before the n-th statement of a phase is sent, or after it was answered; or behind its n-th commit. */
export interface KillPoint {
  readonly phase: Phase;
  readonly of: 'statement' | 'commit';
  readonly number: number;
  readonly side: 'before' | 'after';
}

/** A story that nobody cuts short. */
export type WholeStory = Readonly<
  Record<
    Phase,
    {
      readonly statements: number;
      /** Statements behind which something new is on disk: a crash anywhere else leaves what the one before left. */
      readonly commits: number;
    }
  >
>;

export const DRAFT = {
  project: 'kill',
  environment: 'production',
  bins: [{ bin: BIN, version: '2' }],
  // The last pause keeps it unfinished, so that all of it goes back.
  strategy: {
    type: 'canary',
    steps: [{ setWeight: 34 }, { setWeight: 67 }, { setWeight: 100 }, { pause: {} }],
  },
  maxUnavailable: 3,
  minReadySeconds: 0,
};

export function passwordOf(name: string): string {
  return `password of ${name}`;
}
