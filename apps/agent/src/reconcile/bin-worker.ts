import { randomUUID } from 'node:crypto';

import type { BinConfig } from '../config/agent-config.js';
import { toFailure } from '../errors.js';
import type { Failure } from '../errors.js';
import type { RunningIn } from '../probes/running-program.js';
import { HandOver } from '../self/own-agent.js';
import { WakeUp } from '../state/wake-up.js';
import { decide, shouldInterrupt } from './decide.js';
import type { Desired, Situation } from './decide.js';
import { prepareEnd, removeUnneeded, tidyUp } from './end-update.js';
import type { AtGate } from './gate.js';
import { isSafeToCut, policyFor } from './failure-policy.js';
import { startedIn, withSeen } from './journal.js';
import type { BinJournal, Job, ProgressEvent, Standby, Target } from './journal.js';
import * as machine from './machine.js';
import { describeBin } from './observed.js';
import type { Observed } from './observed.js';
import { adoptRunning } from './outcomes.js';
import type { Stamp } from './progress-events.js';
import { resumeJob, revertWatched } from './recovery.js';
import { isExchange, isStaging } from './steps.js';
import type { Findings } from './step-runner.js';
import { takeLock } from './take-lock.js';
import { Trouble } from './trouble.js';
import type { WorkerTools } from './worker-tools.js';

const GATE_MILLISECONDS = 200;

/** Drives one bin: one decision, one step, one saved journal at a time. */
export class BinWorker implements AtGate {
  private desired: Desired | null = null;
  private mayAct = false;
  private isAwake = false;
  private isStopping = false;
  private step: AbortController | null = null;
  private lookedAt = 0;
  private readonly wakeUp = new WakeUp();
  private readonly trouble: Trouble;

  constructor(
    private readonly tools: WorkerTools,
    private journal: BinJournal,
  ) {
    this.trouble = new Trouble(tools.retry, tools.changed);
    tools.gate.join(this);
  }

  get bin(): BinConfig {
    return this.tools.bin;
  }

  get isSwitching(): boolean {
    const { job } = this.journal;
    return this.bin.service.kind === 'agent' && job !== null && isExchange(job.step);
  }

  get isMidway(): boolean {
    const { job } = this.journal;
    if (job === null) return false;
    return job.hasTouched || !isStaging(job.step) || (this.step !== null && !isSafeToCut(job.step));
  }

  want(desired: Desired | null, mayAct: boolean): void {
    const isNews = mayAct !== this.mayAct || desired?.generation !== this.desired?.generation;
    this.desired = desired;
    this.mayAct = mayAct;
    if (!isNews) return;
    if (shouldInterrupt(this.situation())) this.step?.abort();
    this.wakeUp.ring();
  }

  stop(): void {
    this.isStopping = true;
    this.step?.abort();
    this.wakeUp.ring();
  }

  observed(): Observed {
    return describeBin(this.journal, this.tools.health.sighting(), this.trouble.current);
  }

  lastSeen(): RunningIn {
    return this.tools.health.lastSeen();
  }

  pendingEvents(): readonly ProgressEvent[] {
    return this.journal.events;
  }

  /** Forgotten on disk with the next save; if that is lost, the console gets them once more and knows their ids. */
  acknowledge(ids: ReadonlySet<string>): void {
    this.journal = { ...this.journal, events: this.journal.events.filter((event) => !ids.has(event.id)) };
  }

  async run(): Promise<void> {
    while (!this.isStopping) await this.guarded(() => (this.isAwake ? this.turn() : this.wakeToJournal()));
    this.tools.lock.release();
  }

  /** All of it is needed before the first turn: without it a fresh version would be trusted unwatched. */
  private async wakeToJournal(): Promise<void> {
    await this.tools.slots.active(this.journal).hooks.endLeftovers();
    if (this.journal.job === null) this.tools.lock.clearStale();
    this.resume();
    const { slots, health, changed, clock } = this.tools;
    const standby = this.journal.standby ?? (await slots.findStray(this.journal));
    this.journal = { ...this.journal, slot: await slots.findActive(this.journal), standby };
    await removeUnneeded(this.tools, this.journal);
    await health.begin(this.journal);
    this.lookedAt = clock.monotonic();
    this.isAwake = true;
    changed();
  }

  /** The journal could not be written, or the host not be looked at: nothing may go on until it can. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const failure = toFailure(error, 'AGENT_FAULT');
      this.tools.log.warn('bin.blocked', { bin: this.bin.name, ...failure });
      this.resume();
      await this.trouble.pause(failure, this.wakeUp);
    }
  }

  private resume(): void {
    const { job } = this.journal;
    if (job === null) return;
    this.journal = resumeJob(this.journal, job, this.tools.offered, this.stamp());
    const { attempt, step } = this.journal.job ?? job;
    this.tools.log.info('update.resumed', { bin: this.bin.name, after: job.step, step, attempt });
  }

  private async turn(): Promise<void> {
    this.wakeUp.heed();
    const decision = decide(this.situation());
    if (decision.kind === 'rest') return this.rest();
    if (this.tools.gate.isClosedFor(this)) return this.wakeUp.wait(GATE_MILLISECONDS);
    const locked = takeLock(this.tools);
    if (locked !== null) return this.trouble.pause(locked, this.wakeUp);
    if (decision.kind === 'begin') return this.begin(decision.target);
    if (decision.kind === 'step') return this.perform(decision.job);
    this.save(machine.noteGeneration(this.journal, decision.generation));
    this.tools.lock.release();
  }

  private async begin(target: Target): Promise<void> {
    const { slots, log } = this.tools;
    const { generation, sha256, action } = target;
    const { name, versions, program } = slots.active(this.journal);
    const digest = await versions.liveDigest();
    const running = await program.look(startedIn(this.journal, name));
    const isThere = digest === sha256 && running.sha256 === sha256 && running.isCertain;
    const isIdle = isThere && running.process === null && this.bin.service.kind !== 'none';
    const plan = await slots.planFor(this.journal, target, isIdle);
    log.info('update.begun', { bin: this.bin.name, generation, sha256, action, ...plan.place });
    const known = withSeen(this.journal, name, running);
    const begun = machine.beginJob(known, target, digest, this.stamp(), plan);
    const isDone = isThere && (!isIdle || action === 'stage');
    if (!isDone || begun.job === null) return this.save(begun);
    return this.finish(adoptRunning(begun, begun.job, this.stamp()));
  }

  private async perform(job: Job): Promise<void> {
    if (!job.isBegun) this.save(machine.enterStep(this.journal, job, this.stamp()));
    const controller = new AbortController();
    this.step = controller;
    try {
      const step = (): Promise<Findings> => this.tools.runner.run(this.journal, job, controller.signal);
      const findings = await this.meanwhileLooking(job, step);
      this.journal = { ...this.journal, ...findings };
    } catch (error) {
      return await this.afterFailure(job, error, controller.signal.aborted);
    } finally {
      this.step = null;
    }
    this.trouble.over();
    await this.advance(machine.completeStep(this.journal, job, this.tools.offered, this.stamp()));
  }

  private async afterFailure(job: Job, error: unknown, wasInterrupted: boolean): Promise<void> {
    const { offered, log } = this.tools;
    // Whoever starts next finds the step not begun, and that it is the one that was to be started.
    if (error instanceof HandOver) return this.save({ ...this.journal, job: { ...job, isBegun: false } });
    const failure = toFailure(error, 'STEP_FAILED');
    if (wasInterrupted && isSafeToCut(job.step)) {
      return this.save({ ...this.journal, job: { ...job, isBegun: false } });
    }
    if (this.isStopping) return;
    log.warn('step.failed', { bin: this.bin.name, step: job.step, ...failure });
    const policy = policyFor(job, failure);
    if (policy === 'retry') {
      this.journal = { ...this.journal, job: { ...job, step: 'download', isBegun: true } };
      return this.pause(failure);
    }
    if (policy === 'fail')
      return this.advance(machine.failStep(this.journal, job, failure, offered, this.stamp()));
    const next = machine.corruptDownload(this.journal, job, failure, this.stamp());
    await this.advance(next);
    if (next.job !== null) await this.pause(failure);
  }

  private async pause(failure: Failure): Promise<void> {
    const { job } = this.journal;
    await this.meanwhileLooking(job, () => this.trouble.pause(failure, this.wakeUp));
  }

  /** Bringing a file may take hours: as long as nothing was touched for it, what runs is looked at as if it was not. */
  private async meanwhileLooking<T>(job: Job | null, work: () => Promise<T>): Promise<T> {
    if (job === null || !isAside(job)) return work();
    const done = new AbortController();
    const looking = this.keepLooking(done.signal);
    try {
      return await work();
    } finally {
      done.abort();
      await looking;
    }
  }

  private async keepLooking(signal: AbortSignal): Promise<void> {
    const { health, clock, log } = this.tools;
    for (;;) {
      const due = this.lookedAt + this.bin.health.intervalSeconds * 1_000;
      await clock.sleep(due - clock.monotonic(), signal);
      if (signal.aborted) return;
      try {
        await health.observe(this.journal, false);
      } catch (error) {
        log.warn('health.unknown', { bin: this.bin.name, ...toFailure(error, 'AGENT_FAULT') });
      }
      this.lookedAt = clock.monotonic();
    }
  }

  /** The next step saves what the last one found. The end of an update is always worth a write of its own. */
  private async advance(next: BinJournal): Promise<void> {
    if (next.job === null) return this.finish(next);
    if (this.isStopping) return this.save(next);
    this.journal = next;
    if (!isAside(next.job)) await this.tools.health.lookOnly(next);
  }

  private async finish(next: BinJournal): Promise<void> {
    const ended = await prepareEnd(this.tools, next);
    this.save(ended);
    this.trouble.over();
    await tidyUp(this.tools, ended);
  }

  /** Nothing to do but to look after what runs. */
  private async rest(): Promise<void> {
    const { health, offered, retirement, clock } = this.tools;
    const verdict = await health.observe(this.journal, this.mayAct);
    this.lookedAt = clock.monotonic();
    const standby = this.mayAct && verdict.kind === 'nothing' ? retirement.due(this.journal) : null;
    if (standby !== null) return this.retire(standby);
    this.trouble.over();
    if (verdict.kind === 'revert') {
      return this.save(revertWatched(this.journal, verdict.failure, offered, this.stamp()));
    }
    if (verdict.kind === 'trusted') this.save({ ...this.journal, watch: null });
    await this.wakeUp.wait(this.bin.health.intervalSeconds * 1_000);
  }

  /** A stop that was cut off is begun anew under the next number, so that hooks run at most once under each. */
  private async retire(standby: Standby): Promise<void> {
    const locked = takeLock(this.tools);
    if (locked !== null) return this.trouble.pause(locked, this.wakeUp);
    const begun = { ...standby, attempt: standby.attempt + 1 };
    this.save({ ...this.journal, standby: begun });
    await this.tools.retirement.stop(begun);
    this.save({ ...this.journal, standby: null });
    this.tools.lock.release();
    this.trouble.over();
    const { slot, sha256 } = standby;
    this.tools.log.info('standby.stopped', { bin: this.bin.name, slot, sha256 });
  }

  private situation(): Situation {
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

/** What it does so far is of no concern to what runs. */
function isAside(job: Job): boolean {
  return isStaging(job.step) && machine.isUntouched(job);
}
