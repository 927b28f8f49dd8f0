import { randomUUID } from 'node:crypto';

import type { BinConfig } from '../config/agent-config.js';
import type { Failure } from '../errors.js';
import { toFailure } from '../errors.js';
import type { Log } from '../log.js';
import type { JournalStore } from '../state/journal-store.js';
import type { ProcessLock } from '../state/process-lock.js';
import { WakeUp } from '../state/wake-up.js';
import { backoffMilliseconds } from '../transport/backoff.js';
import { decide, shouldInterrupt } from './decide.js';
import type { Desired } from './decide.js';
import { policyFor } from './failure-policy.js';
import type { HealthWatch } from './health-watch.js';
import type { BinJournal, Job, ProgressEvent, Target } from './journal.js';
import * as machine from './machine.js';
import type { Stamp } from './machine.js';
import { describeBin } from './observed.js';
import type { Observed } from './observed.js';
import type { StepRunner, StepTools } from './step-runner.js';
import type { Step } from './steps.js';

export interface WorkerTools extends StepTools {
  readonly runner: StepRunner;
  readonly health: HealthWatch;
  readonly store: JournalStore;
  readonly lock: ProcessLock;
  readonly offered: ReadonlySet<Step>;
  readonly retry: { readonly minMilliseconds: number; readonly maxMilliseconds: number };
  readonly log: Log;
  /** Something that the console should hear of changed. */
  readonly changed: () => void;
}

/** Drives one bin: one decision, one step, one saved journal at a time. */
export class BinWorker {
  private journal: BinJournal;
  private desired: Desired | null = null;
  private mayAct = false;
  private isStopping = false;
  private passing: Failure | null = null;
  private failuresInRow = 0;
  private step: AbortController | null = null;
  private readonly wakeUp = new WakeUp();

  constructor(
    private readonly tools: WorkerTools,
    journal: BinJournal,
  ) {
    this.journal = journal;
  }

  get bin(): BinConfig {
    return this.tools.bin;
  }

  want(desired: Desired | null, mayAct: boolean): void {
    const isNews = mayAct !== this.mayAct || desired?.generation !== this.desired?.generation;
    this.desired = desired;
    this.mayAct = mayAct;
    if (!isNews) return;
    if (this.step !== null && shouldInterrupt(this.situation())) this.step.abort();
    this.wakeUp.ring();
  }

  stop(): void {
    this.isStopping = true;
    this.step?.abort();
    this.wakeUp.ring();
  }

  observed(): Observed {
    return describeBin(this.journal, this.tools.health.sighting(), this.passing);
  }

  pendingEvents(): readonly ProgressEvent[] {
    return this.journal.events;
  }

  /** Forgotten on disk with the next save; if that is lost, the console gets them once more and knows their ids. */
  acknowledge(ids: ReadonlySet<string>): void {
    this.journal = { ...this.journal, events: this.journal.events.filter((event) => !ids.has(event.id)) };
  }

  async run(): Promise<void> {
    await this.tools.hooks.endLeftovers();
    this.resume();
    await this.tools.health.begin(this.journal);
    this.tools.changed();
    while (!this.isStopping) {
      try {
        await this.turn();
      } catch (error) {
        await this.recover(error);
      }
    }
    this.tools.lock.release();
  }

  /** The journal itself could not be written, or the host could not be looked at: nothing may go on until it can. */
  private async recover(error: unknown): Promise<void> {
    const failure = toFailure(error, 'AGENT_FAULT');
    this.tools.log.warn('bin.blocked', { bin: this.bin.name, code: failure.code, message: failure.message });
    this.resume();
    await this.pauseFor(failure);
  }

  private resume(): void {
    const { job } = this.journal;
    if (job === null) return;
    this.journal = machine.resumeJob(this.journal, job, this.tools.offered, this.stamp());
    this.tools.log.info('update.resumed', { bin: this.bin.name, step: job.step, attempt: job.attempt });
  }

  private async turn(): Promise<void> {
    const decision = decide(this.situation());
    if (decision.kind === 'rest') return this.rest();
    if (decision.kind === 'note') return this.save(machine.noteGeneration(this.journal, decision.generation));
    const lock = this.tools.lock.acquire();
    if (!lock.ok)
      return this.pauseFor({ code: 'BIN_LOCKED', message: `process ${lock.heldByPid} updates it` });
    if (decision.kind === 'drop') return this.save(machine.dropJob(this.journal));
    if (decision.kind === 'begin') return this.begin(decision.target);
    return this.perform(decision.job);
  }

  private async begin(target: Target): Promise<void> {
    const live = await this.tools.live.digest();
    this.passing = null;
    const begun = machine.beginJob(this.journal, target, live, this.stamp());
    this.tools.log.info('update.begun', {
      bin: this.bin.name,
      generation: target.generation,
      sha256: target.sha256,
    });
    const running = await this.tools.program.look(this.journal.started);
    const isThere = live === target.sha256 && running.sha256 === live && running.isCertain;
    if (!isThere || begun.job === null) return this.save(begun);
    return this.finish(machine.adoptRunning(begun, begun.job, this.stamp()));
  }

  private async perform(job: Job): Promise<void> {
    this.save(machine.enterStep(this.journal, job, this.stamp()));
    const controller = new AbortController();
    this.step = controller;
    try {
      const findings = await this.tools.runner.run(this.journal, job, controller.signal);
      this.passing = null;
      this.failuresInRow = 0;
      this.journal = { ...this.journal, ...findings };
    } catch (error) {
      this.step = null;
      return this.afterFailure(job, error, controller.signal.aborted);
    }
    this.step = null;
    await this.advance(machine.completeStep(this.journal, job, this.tools.offered, this.stamp()));
  }

  private async afterFailure(job: Job, error: unknown, wasInterrupted: boolean): Promise<void> {
    const failure = toFailure(error, 'STEP_FAILED');
    const isSafeToCut = job.step === 'download' || job.step === 'check' || job.step === 'back-check';
    if (wasInterrupted && isSafeToCut) return this.save({ ...this.journal, job: { ...job, isBegun: false } });
    if (this.isStopping) return;
    const { code, message } = failure;
    this.tools.log.warn('step.failed', { bin: this.bin.name, step: job.step, code, message });
    const policy = policyFor(job.step, failure);
    if (policy === 'retry') {
      this.journal = { ...this.journal, job: { ...job, step: 'download' } };
      return this.pauseFor(failure);
    }
    if (policy === 'corrupt')
      return this.advance(machine.corruptDownload(this.journal, job, failure, this.stamp()));
    await this.advance(machine.failStep(this.journal, job, failure, this.tools.offered, this.stamp()));
  }

  /** The next step saves what the last one found. The end of an update is always worth a write of its own. */
  private async advance(next: BinJournal): Promise<void> {
    if (next.job === null) return this.finish(next);
    if (this.isStopping) return this.save(next);
    this.journal = next;
    await this.tools.health.lookOnly(next.started);
  }

  private async finish(next: BinJournal): Promise<void> {
    const { kept, live, staging, health, log } = this.tools;
    const toKeep = machine.versionsToKeep(next, await live.digest(), this.bin.keep);
    this.save({ ...next, kept: toKeep });
    kept.retain(toKeep);
    if (next.outcome?.phase !== 'staged') staging.removeOthers(null);
    this.tools.lock.release();
    await health.begin(next);
    const code = next.outcome?.failure?.code ?? null;
    log.info('update.ended', {
      bin: this.bin.name,
      generation: next.actedGeneration,
      phase: next.outcome?.phase ?? null,
      code,
    });
    this.tools.changed();
  }

  /** Nothing to do but to look after what runs. */
  private async rest(): Promise<void> {
    const { health } = this.tools;
    const verdict = await health.observe(this.journal, this.mayAct);
    if (verdict.kind === 'revert') {
      return this.save(
        machine.revertWatched(this.journal, verdict.failure, this.tools.offered, this.stamp()),
      );
    }
    if (verdict.kind === 'trusted') this.save({ ...this.journal, watch: null });
    await this.wakeUp.wait(this.bin.health.intervalSeconds * 1_000);
  }

  private async pauseFor(failure: Failure): Promise<void> {
    this.passing = failure;
    this.failuresInRow += 1;
    this.tools.changed();
    await this.wakeUp.wait(backoffMilliseconds(this.failuresInRow, this.tools.retry, Math.random()));
  }

  private situation(): { journal: BinJournal; desired: Desired | null; mayAct: boolean } {
    return { journal: this.journal, desired: this.desired, mayAct: this.mayAct };
  }

  private save(next: BinJournal): void {
    this.tools.store.save(next);
    this.journal = next;
    this.tools.changed();
  }

  private stamp(): Stamp {
    return { now: this.tools.clock.now(), newId: randomUUID };
  }
}
