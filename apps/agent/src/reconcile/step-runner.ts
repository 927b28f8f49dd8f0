import type { Hooks } from '../actuators/hooks.js';
import type { HookFacts } from '../actuators/service.js';
import type { Versions } from '../actuators/versions.js';
import type { Clock } from '../clock.js';
import type { BinConfig } from '../config/agent-config.js';
import { assertSpace, freeBytes } from '../probes/disk-space.js';
import { statIfThere } from '../probes/file-hash.js';
import type { Downloader } from '../transport/download.js';
import { checkProgram } from './check-program.js';
import type { BinJournal, Job } from './journal.js';
import type { Program } from './program.js';
import { isForward } from './steps.js';
import type { Step } from './steps.js';

/** What a step adds to the journal. */
export type Findings = Partial<Pick<BinJournal, 'kept' | 'started'>>;

export interface StepTools {
  readonly bin: BinConfig;
  readonly versions: Versions;
  readonly program: Program;
  readonly hooks: Hooks;
  readonly downloader: Downloader;
  readonly clock: Clock;
  readonly minFreeBytes: number;
}

interface StepContext {
  readonly journal: BinJournal;
  readonly job: Job;
  readonly facts: HookFacts;
  readonly signal: AbortSignal;
}

/** Carries out one step of an update. Each may be repeated: what is already so is left alone. */
export class StepRunner {
  constructor(private readonly tools: StepTools) {}

  async run(journal: BinJournal, job: Job, signal: AbortSignal): Promise<Findings> {
    const context = { journal, job, facts: hookFacts(this.tools, job), signal };
    return (await this.steps[job.step](context)) ?? {};
  }

  private readonly steps: Readonly<Record<Step, (context: StepContext) => Promise<Findings | void>>> = {
    download: (context) => this.download(context),
    verify: (context) => this.verify(context),
    precheck: ({ facts }) => this.tools.hooks.run('precheck', facts),
    drain: ({ facts }) => this.tools.hooks.run('drain', facts),
    stop: ({ facts }) => this.tools.program.stop(facts),
    swap: (context) => this.swap(context),
    start: (context) => this.start(context, context.job.target.sha256),
    check: (context) => this.check(context, context.job.target.sha256),
    warm: ({ facts }) => this.tools.hooks.run('warm', facts),
    undrain: ({ facts }) => this.tools.hooks.run('undrain', facts),
    'back-stop': ({ facts }) => this.tools.program.stop(facts),
    'back-swap': ({ job }) => this.tools.versions.restore(job.previousSha256),
    'back-start': (context) => this.start(context, context.job.previousSha256),
    'back-check': (context) => this.check(context, context.job.previousSha256),
    'back-undrain': ({ facts }) => this.tools.hooks.run('undrain', facts),
  };

  private async download({ job, signal }: StepContext): Promise<void> {
    const { versions, downloader } = this.tools;
    const { sha256, sizeBytes, urls } = job.target;
    versions.prepare(job.target);
    versions.removeOthers(sha256);
    if ((await versions.liveDigest()) === sha256 || (await versions.isReady(sha256))) return;
    if (await versions.takeKept(sha256)) return;
    const partFile = versions.partFile(sha256);
    const there = Number(statIfThere(partFile)?.size ?? 0);
    const free = await freeBytes(versions.folder);
    const needed = Math.max(0, sizeBytes - there);
    assertSpace({ free, needed, reserve: this.tools.minFreeBytes, folder: versions.folder });
    await downloader.bring({ sha256, sizeBytes, urls, partFile, signal });
  }

  /** Also sets the running version aside, so that no copying is left for the time in which the service is down. */
  private async verify({ job }: StepContext): Promise<void> {
    const { versions } = this.tools;
    const { target } = job;
    const isThere =
      (await versions.liveDigest()) === target.sha256 || (await versions.isReady(target.sha256));
    if (!isThere) await versions.verify(target);
    await versions.keepCurrent();
  }

  private async swap({ journal, job }: StepContext): Promise<Findings> {
    const { versions } = this.tools;
    const before = await versions.liveDigest();
    if (before !== job.target.sha256) {
      await versions.keepCurrent();
      versions.activate(job.target.sha256);
    }
    // After a crash behind the rename the old version is only known from the job.
    const old = before === job.target.sha256 ? job.previousSha256 : before;
    if (old === null || !versions.isKept(old)) return {};
    return { kept: [old, ...journal.kept.filter((digest) => digest !== old)] };
  }

  private async start({ journal, facts }: StepContext, sha256: string | null): Promise<Findings> {
    const { program } = this.tools;
    const running = await program.look(journal.started);
    if (running.process !== null) {
      if (running.isCertain && running.sha256 === sha256) return {};
      await program.stop(facts);
    }
    await program.start(facts);
    const main = await program.mainProcess(true);
    return main === null || sha256 === null ? {} : { started: { ...main, sha256 } };
  }

  private async check({ journal, facts, signal }: StepContext, sha256: string | null): Promise<Findings> {
    if (sha256 === null) return {};
    const { bin, program, clock } = this.tools;
    const request = { bin, program, clock, sha256, started: journal.started, facts, signal };
    const running = await checkProgram(request);
    return running.process === null ? {} : { started: { ...running.process, sha256 } };
  }
}

/** What a hook gets to know, as environment variables. */
function hookFacts(tools: StepTools, job: Job): HookFacts {
  const { bin, versions } = tools;
  return {
    RC_BIN: bin.name,
    RC_PATH: bin.path,
    RC_FILE: versions.locate(job.target.sha256),
    RC_SHA256: job.target.sha256,
    RC_VERSION: job.target.version ?? '',
    RC_PREVIOUS_SHA256: job.previousSha256 ?? '',
    RC_GENERATION: String(job.target.generation),
    RC_ATTEMPT: String(job.attempt),
    RC_ACTION: job.target.action,
    RC_DIRECTION: isForward(job.step) ? 'forward' : 'back',
  };
}
