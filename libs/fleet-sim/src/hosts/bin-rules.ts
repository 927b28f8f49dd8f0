import type { Wish } from '../words.js';
import { tell, type BinState, type Job } from './host-state.js';

/** What one host makes of bytes: how long its steps take, and whether the program comes up. */
export interface Surroundings {
  readonly downloadMs: number;
  readonly swapMs: number;
  readonly checkMs: number;
  isHealthy(digest: string): boolean;
  readonly hasDiskSpace: boolean;
  /** Are the bytes wrong that it fetched, and again when it fetched them once more? */
  isCorrupt(): boolean;
}

const DISK_RETRY_MS = 4_000;

/**
 * The agent's rules: it acts on growing generations only, finishes or undoes what it began, and puts the old version
 * back by itself. A newer wish replaces what has touched nothing yet, or a check whose way back lies on the host.
 */
export function takeWish(state: BinState, wish: Wish, mayAct: boolean): BinState {
  if (!mayAct || wish.generation <= state.actedGeneration) return state;
  if (state.job && !canReplace(state, state.job, wish)) return state;
  if (wish.sha256 === null) return { ...state, actedGeneration: wish.generation, job: null, outcome: null };
  const begun = { ...state, actedGeneration: wish.generation, outcome: null };
  const job: Job = {
    wish: { ...wish, sha256: wish.sha256 },
    attempt: 1,
    step: 'downloading',
    previous: state.good ?? state.installed,
    failure: null,
  };
  const runsAlready = state.installed === wish.sha256 && state.isServing && state.job === null;
  return runsAlready && wish.action !== 'stage'
    ? finish(begun, job, 'active')
    : tell({ ...begun, job }, job, 'downloading');
}

function canReplace({ good }: BinState, job: Job, wish: Wish): boolean {
  if (job.step === 'downloading') return true;
  return job.step === 'checking' && wish.sha256 !== null && wish.sha256 === good && wish.action !== 'stage';
}

/** The job's next step, and how long until the one after; null when there is nothing to do. */
export function stepOn(
  state: BinState,
  around: Surroundings,
): { readonly state: BinState; readonly nextMs: number | null } {
  const { job } = state;
  if (!job) return { state, nextMs: null };
  switch (job.step) {
    case 'downloading':
      return downloaded(state, job, around);
    case 'swapping':
      return enter({ ...state, installed: job.wish.sha256 }, { ...job, step: 'checking' }, around.checkMs);
    case 'checking':
      return checked(state, job, around);
    case 'reverting': {
      const back = { ...state, installed: job.previous, isServing: job.previous !== null };
      return { state: finish(back, job, 'failed'), nextMs: null };
    }
  }
}

/** How long the step takes that the job is at; after a crash it is begun again. */
export function restart(state: BinState): BinState {
  const { job } = state;
  if (!job) return { ...state, isServing: state.installed !== null };
  const again = { ...job, attempt: job.attempt + 1 };
  const isUp = job.step === 'downloading' && state.installed !== null;
  return tell({ ...state, isServing: isUp, job: again }, again, job.step, job.failure);
}

/** What lay ready for its turn is not there any more, and what ran goes on. */
export function loseStaged(state: BinState, job: Job): BinState {
  if (state.outcome?.phase !== 'staged' || job.wish.generation !== state.actedGeneration) return state;
  return finish(state, { ...job, attempt: job.attempt + 1, failure: 'STAGED_LOST' }, 'failed');
}

/** What runs turned bad after it was found good: the agent puts back what it replaced. */
export function turnBad(state: BinState): BinState {
  const { replaced: previous, outcome } = state;
  const isFresh = state.job === null && outcome?.phase === 'active' && previous !== null;
  if (!isFresh || state.installed === null || state.installed === previous)
    return { ...state, isServing: false };
  const wish = {
    bin: state.bin,
    generation: state.actedGeneration,
    sha256: state.installed,
    action: 'activate' as const,
  };
  const job: Job = {
    wish,
    attempt: outcome.attempt,
    step: 'reverting',
    previous,
    failure: 'BECAME_UNHEALTHY',
  };
  // What turned bad is never what it would go back to.
  return tell({ ...state, isServing: false, good: previous, job }, job, 'reverting', job.failure);
}

function downloaded(
  state: BinState,
  job: Job,
  around: Surroundings,
): { readonly state: BinState; readonly nextMs: number | null } {
  if (!around.hasDiskSpace)
    return { state: { ...state, job: { ...job, failure: 'NO_SPACE' } }, nextMs: DISK_RETRY_MS };
  // What it had before lies there still, so that nothing is fetched.
  if (job.wish.sha256 !== state.good && around.isCorrupt())
    return { state: finish(state, { ...job, failure: 'INTEGRITY_MISMATCH' }, 'failed'), nextMs: null };
  const whole = { ...job, failure: null };
  const staged = tell(state, whole, 'staged');
  if (job.wish.action === 'stage') return { state: finish(staged, whole, 'staged'), nextMs: null };
  return enter({ ...staged, isServing: false }, { ...whole, step: 'swapping' }, around.swapMs);
}

function checked(
  state: BinState,
  job: Job,
  around: Surroundings,
): { readonly state: BinState; readonly nextMs: number | null } {
  if (around.isHealthy(job.wish.sha256))
    return { state: finish({ ...state, isServing: true }, job, 'active'), nextMs: null };
  return enter(
    { ...state, isServing: false },
    { ...job, step: 'reverting', failure: 'HEALTH_FAILED' },
    around.swapMs,
  );
}

function enter(
  state: BinState,
  job: Job,
  nextMs: number,
): { readonly state: BinState; readonly nextMs: number } {
  return { state: { ...tell(state, job, job.step, job.failure), job }, nextMs };
}

function finish(state: BinState, job: Job, phase: 'active' | 'staged' | 'failed'): BinState {
  const told = phase === 'staged' ? state : tell(state, job, phase, job.failure);
  const good = phase === 'active' ? job.wish.sha256 : state.good;
  const replaced = phase === 'active' ? job.previous : state.replaced;
  return { ...told, good, replaced, job: null, outcome: { phase, attempt: job.attempt, error: job.failure } };
}
