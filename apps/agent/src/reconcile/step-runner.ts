import type { HookFacts } from '../actuators/service.js';
import type { Clock } from '../clock.js';
import type { BinConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import { assertSpace, freeBytes } from '../probes/disk-space.js';
import { statIfThere } from '../probes/file-hash.js';
import { faultpoint } from '../state/fault-point.js';
import type { Downloader } from '../transport/download.js';
import { checkProgram, checkTraffic } from './check-program.js';
import { placeOf, startedIn, withStarted } from './journal.js';
import type { BinJournal, Job } from './journal.js';
import { slotFacts } from './slots.js';
import type { Slot, Slots } from './slots.js';
import { isForward } from './steps.js';
import type { Step } from './steps.js';

/** What a step adds to the journal. */
export type Findings = Partial<Pick<BinJournal, 'kept' | 'started' | 'startedIn' | 'slot' | 'standby'>>;

export interface StepTools {
  readonly bin: BinConfig;
  readonly slots: Slots;
  readonly downloader: Downloader;
  readonly clock: Clock;
  readonly minFreeBytes: number;
}

interface StepContext {
  readonly journal: BinJournal;
  readonly job: Job;
  /** Where the step works: the new version's place, or where it goes back to the old one's. */
  readonly slot: Slot;
  readonly facts: HookFacts;
  readonly signal: AbortSignal;
}

/** These are about the old version, which has a place of its own. */
const OLD_STEPS: ReadonlySet<Step> = new Set(['old-drain', 'old-start', 'old-undrain', 'switch-back']);

/** Carries out one step of an update. Each may be repeated: what is already so is left alone. */
export class StepRunner {
  constructor(private readonly tools: StepTools) {}

  async run(journal: BinJournal, job: Job, signal: AbortSignal): Promise<Findings> {
    const { slots } = this.tools;
    const slot = OLD_STEPS.has(job.step) ? slots.oldOf(job) : slots.of(job);
    const context = { journal, job, slot, facts: hookFacts(slot, job), signal };
    return (await this.steps[job.step](context)) ?? {};
  }

  private readonly steps: Readonly<Record<Step, (context: StepContext) => Promise<Findings | void>>> = {
    download: (context) => this.download(context),
    verify: (context) => this.verify(context),
    precheck: (context) => this.precheck(context),
    drain: ({ slot, facts }) => slot.hooks.run('drain', facts),
    stop: (context) => this.stop(context),
    swap: (context) => this.swap(context),
    start: (context) => this.start(context, context.job.target.sha256),
    check: (context) => this.check(context, context.job.target.sha256),
    warm: ({ slot, facts }) => slot.hooks.run('warm', facts),
    undrain: ({ slot, facts }) => slot.hooks.run('undrain', facts),
    switch: (context) => this.moveTraffic(context),
    confirm: (context) => this.confirm(context),
    'old-drain': (context) => this.drainOld(context),
    'back-stop': ({ slot, facts }) => slot.program.stop(facts),
    'back-swap': ({ slot, job }) => slot.versions.restore(job.previousSha256),
    'back-start': (context) => this.start(context, context.job.previousSha256),
    'back-check': (context) => this.check(context, context.job.previousSha256),
    'back-undrain': ({ slot, facts }) => slot.hooks.run('undrain', facts),
    'old-start': (context) => this.bringOldBack(context),
    'old-undrain': ({ slot, facts }) => slot.hooks.run('undrain', facts),
    'switch-back': (context) => this.moveTraffic(context),
    'new-drain': ({ slot, facts }) => slot.hooks.run('drain', facts),
    'new-stop': (context) => this.stop(context),
  };

  private async download({ job, slot: { versions }, signal }: StepContext): Promise<void> {
    const { downloader, slots } = this.tools;
    const { sha256, sizeBytes, urls, mode } = job.target;
    if (mode === 'side-by-side' && slots.all.length === 1) throw notConfigured(this.tools.bin.name);
    versions.prepare(job.target);
    versions.removeOthers(sha256);
    if (await versions.isThere(sha256)) return;
    if (await versions.takeKept(sha256)) return;
    const partFile = versions.partFile(sha256);
    const there = Number(statIfThere(partFile)?.size ?? 0);
    const free = await freeBytes(versions.folder);
    const needed = Math.max(0, sizeBytes - there);
    assertSpace({ free, needed, reserve: this.tools.minFreeBytes, folder: versions.folder });
    await downloader.bring({ sha256, sizeBytes, urls, partFile, signal });
  }

  /** Also sets aside what lies here, so that no copying is left for the time in which the service is down. */
  private async verify({ journal, job, slot }: StepContext): Promise<void> {
    const { target } = job;
    if (!(await slot.versions.isThere(target.sha256))) await slot.versions.verify(target, journal.kept);
    for (const { versions } of this.tools.slots.all) await versions.keepCurrent();
  }

  /** Where the file is to go there is nothing to try. */
  private async precheck({ job, slot, facts }: StepContext): Promise<void> {
    if (job.target.sha256 !== slot.bin.absentSha256) await slot.program.precheck(facts);
  }

  private async swap({ journal, job, slot: { versions } }: StepContext): Promise<Findings> {
    const before = await versions.liveDigest();
    if (before !== job.target.sha256) {
      await versions.keepCurrent();
      await versions.activate(job.target.sha256);
    }
    const isBeside = placeOf(job).mode === 'side-by-side';
    // After a crash behind the rename the old version is only known from the job.
    const replaced = before === job.target.sha256 && !isBeside ? job.previousSha256 : before;
    const old = isBeside ? [job.previousSha256, replaced] : [replaced];
    const kept = old.flatMap((digest) => (digest !== null && versions.isKept(digest) ? [digest] : []));
    return { kept: [...new Set([...kept, ...journal.kept])] };
  }

  private async stop({ slot, facts, job }: StepContext): Promise<Findings> {
    await slot.program.stop(facts);
    return placeOf(job).mode === 'side-by-side' ? { standby: null } : {};
  }

  private async start(context: StepContext, sha256: string | null): Promise<Findings> {
    const { journal, slot, facts } = context;
    const running = await slot.program.look(startedIn(journal, slot.name));
    if (running.process !== null) {
      if (running.isCertain && running.sha256 === sha256) return {};
      await slot.program.stop(facts);
    }
    await slot.program.start(facts);
    const main = await slot.program.mainProcess(true);
    return main === null || sha256 === null ? {} : withStarted(journal, slot.name, { ...main, sha256 });
  }

  private async check(context: StepContext, sha256: string | null): Promise<Findings> {
    if (sha256 === null) return {};
    const { journal, slot, facts, signal } = context;
    const { program, bin } = slot;
    const started = startedIn(journal, slot.name);
    const request = { bin, program, clock: this.tools.clock, sha256, started, facts, signal };
    const running = await checkProgram(request);
    return running.process === null ? {} : withStarted(journal, slot.name, { ...running.process, sha256 });
  }

  private async moveTraffic({ slot, facts }: StepContext): Promise<Findings> {
    await faultpoint('slot.switch', () => slot.hooks.run('switch', facts));
    return { slot: slot.name };
  }

  private async confirm(context: StepContext): Promise<Findings> {
    const findings = await this.check(context, context.job.target.sha256);
    const { bin, clock } = this.tools;
    const url = bin.sideBySide?.verifyHttp ?? null;
    if (url !== null) await checkTraffic({ url, health: bin.health, clock, signal: context.signal });
    return findings;
  }

  private async drainOld({ job, slot, facts }: StepContext): Promise<void> {
    if (job.previousSha256 !== null) await slot.hooks.run('drain', facts);
  }

  /** Traffic never goes back to a program that does not run or does not answer. */
  private async bringOldBack(context: StepContext): Promise<Findings> {
    const { journal, job } = context;
    const started = await this.start(context, job.previousSha256);
    const found = await this.check({ ...context, journal: { ...journal, ...started } }, job.previousSha256);
    return { ...started, ...found };
  }
}

function notConfigured(bin: string): AgentError {
  const message = `this host has no "sideBySide" for ${bin} in its configuration, so two versions can't run beside each other`;
  return new AgentError('SIDE_BY_SIDE_NOT_CONFIGURED', message);
}

/** What a hook gets to know, as environment variables. */
function hookFacts(slot: Slot, job: Job): HookFacts {
  return {
    ...slotFacts(slot),
    RC_FILE: slot.versions.locate(job.target.sha256),
    RC_SHA256: job.target.sha256,
    RC_VERSION: job.target.version ?? '',
    RC_PREVIOUS_SHA256: job.previousSha256 ?? '',
    RC_GENERATION: String(job.target.generation),
    RC_ATTEMPT: String(job.attempt),
    RC_ACTION: job.target.action,
    RC_DIRECTION: isForward(job.step) ? 'forward' : 'back',
  };
}
