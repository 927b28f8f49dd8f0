import type { Log } from '../log.js';
import type { JournalStore } from '../state/journal-store.js';
import type { ProcessLock } from '../state/process-lock.js';
import type { Gate } from './gate.js';
import type { HealthWatch } from './health-watch.js';
import type { Retirement } from './retirement.js';
import type { StepRunner, StepTools } from './step-runner.js';
import type { Step } from './steps.js';

export interface WorkerTools extends StepTools {
  readonly runner: StepRunner;
  readonly health: HealthWatch;
  readonly retirement: Retirement;
  readonly store: JournalStore;
  readonly lock: ProcessLock;
  readonly offered: ReadonlySet<Step>;
  readonly retry: { readonly minMilliseconds: number; readonly maxMilliseconds: number };
  readonly log: Log;
  readonly gate: Gate;
  /** Something that the console should hear of changed. */
  readonly changed: () => void;
}
