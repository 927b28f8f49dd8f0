import { type Hooks } from '../actuators/hooks.js';
import type { HookFacts, Service } from '../actuators/service.js';
import type { Clock } from '../clock.js';
import type { BinConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import type { HealthResult } from '../probes/health-probe.js';
import { probeHttp } from '../probes/health-probe.js';
import type { ProcessIdentity, ProcessTable } from '../probes/process-table.js';
import { sameProcess } from '../probes/process-table.js';
import type { RunningProgram, ProgramProbe, StartedProgram } from '../probes/running-program.js';
import { faultpoint } from '../state/fault-point.js';

const STOP_LIMIT_MILLISECONDS = 30_000;
const ASK_AGAIN_MILLISECONDS = 15_000;
const POLL_MILLISECONDS = 50;

export interface ProgramTools {
  readonly bin: BinConfig;
  readonly service: Service | null;
  readonly hooks: Hooks;
  readonly probe: ProgramProbe;
  readonly processes: ProcessTable;
  readonly clock: Clock;
}

/** The program that a bin's file becomes when it runs: stop it, start it, look at it, ask how it is. */
export interface Program {
  readonly isStartedOnce: boolean;
  /** Throws when the new file is not fit for this host; nothing was touched then. */
  precheck(facts: HookFacts): Promise<void>;
  stop(facts: HookFacts): Promise<void>;
  start(facts: HookFacts): Promise<void>;
  look(started: StartedProgram | null): Promise<RunningProgram>;
  /** Null when the host gave no way to ask. */
  health(running: RunningProgram, facts: HookFacts): Promise<HealthResult | null>;
  /** A living process is believed for a while unless the look has to be fresh. */
  mainProcess(isFresh: boolean): Promise<ProcessIdentity | null>;
}

/** A program that the host's service manager or its hooks start and stop. */
export class ServiceProgram implements Program {
  private known: ProcessIdentity | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly tools: ProgramTools) {}

  get isStartedOnce(): boolean {
    return this.tools.service?.isStartedOnce ?? false;
  }

  precheck(facts: HookFacts): Promise<void> {
    return this.tools.hooks.run('precheck', facts);
  }

  async stop(facts: HookFacts): Promise<void> {
    const { hooks, service } = this.tools;
    const main = await this.mainProcess(true);
    if (hooks.has('stop')) {
      if (main !== null || !this.isStartedOnce) await hooks.run('stop', facts);
    } else {
      await faultpoint('service.stop', async () => service?.stop(facts));
    }
    if (main !== null) await this.waitUntilGone(main);
  }

  async start(facts: HookFacts): Promise<void> {
    const { hooks, service } = this.tools;
    if (hooks.has('start')) return hooks.run('start', facts);
    await faultpoint('service.start', async () => service?.start(facts));
  }

  async look(started: StartedProgram | null): Promise<RunningProgram> {
    return this.tools.probe.look(await this.mainProcess(false), started);
  }

  async health(running: RunningProgram, facts: HookFacts): Promise<HealthResult | null> {
    const { bin, service, hooks } = this.tools;
    if (service !== null && running.process === null)
      return { isHealthy: false, reason: 'its process does not run' };
    if (bin.health.http !== null) {
      const answer = await probeHttp(bin.health.http, bin.health);
      if (!answer.isHealthy || !hooks.has('health')) return answer;
    }
    const asked = await hooks.ask('health', facts);
    if (asked !== null) {
      const isHealthy = asked.endedBecause === 'exit' && asked.exitCode === 0;
      return {
        isHealthy,
        reason: isHealthy ? null : `the health hook said: ${asked.output || String(asked.exitCode)}`,
      };
    }
    return service === null ? null : { isHealthy: true, reason: null };
  }

  /** The service manager is not asked at each look. */
  async mainProcess(isFresh: boolean): Promise<ProcessIdentity | null> {
    const { service, processes, clock } = this.tools;
    if (service === null) return null;
    const isAlive = this.known !== null && sameProcess(processes.identify(this.known.pid), this.known);
    if (isAlive && !isFresh && clock.monotonic() - this.askedAt < ASK_AGAIN_MILLISECONDS) return this.known;
    const pid = await service.mainPid();
    this.known = pid === null ? null : processes.identify(pid);
    this.askedAt = clock.monotonic();
    return this.known;
  }

  private async waitUntilGone(main: ProcessIdentity): Promise<void> {
    const { clock, processes } = this.tools;
    const deadline = clock.monotonic() + STOP_LIMIT_MILLISECONDS;
    const isThere = (): boolean => sameProcess(processes.identify(main.pid), main);
    while (isThere() && clock.monotonic() < deadline) await clock.sleep(POLL_MILLISECONDS);
    if (isThere() && this.isStartedOnce) {
      process.kill(main.pid, 'SIGKILL');
      await clock.sleep(POLL_MILLISECONDS * 4);
    }
    if (isThere()) throw new AgentError('STOP_FAILED', `process ${main.pid} still runs`);
  }
}
