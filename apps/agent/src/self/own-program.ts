import type { CommandRunner } from '../actuators/command-runner.js';
import { assertSucceeded } from '../actuators/command-runner.js';
import type { HookFacts } from '../actuators/service.js';
import type { BinConfig } from '../config/agent-config.js';
import { AgentError } from '../errors.js';
import { hashFile } from '../probes/file-hash.js';
import type { HealthResult } from '../probes/health-probe.js';
import type { ProcessIdentity, ProcessTable } from '../probes/process-table.js';
import type { RunningProgram } from '../probes/running-program.js';
import type { Program } from '../reconcile/program.js';
import { HandOver } from './own-agent.js';
import type { OwnAgent } from './own-agent.js';
import type { Trials } from './trials.js';

const CHECK_SECONDS = 60;

/**
 * The agent as the program of one of its own bins. It can't stop or start itself: it ends, and the launcher starts what
 * lies on the live path; the journal has the other version go on where this one was.
 */
export class OwnProgram implements Program {
  readonly isStartedOnce = false;

  constructor(
    private readonly tools: {
      readonly own: OwnAgent;
      readonly bin: BinConfig;
      readonly trials: Trials;
      readonly processes: ProcessTable;
      readonly runner: CommandRunner;
    },
  ) {}

  /** The new bundle itself says whether it can work with the configuration and the state of this host. */
  async precheck(facts: HookFacts): Promise<void> {
    const { own, bin, runner } = this.tools;
    this.assertLaunched();
    const argv = [process.execPath, facts['RC_FILE'] ?? '', 'check', '--config', own.configFile];
    const result = await runner.run(`${bin.name}.hook-precheck`, { argv, timeoutSeconds: CHECK_SECONDS });
    assertSucceeded('the check by the new agent', 'PRECHECK_FAILED', result);
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  async start(facts: HookFacts): Promise<void> {
    const { own, bin, trials } = this.tools;
    const isForward = facts['RC_DIRECTION'] === 'forward';
    const wanted = facts[isForward ? 'RC_SHA256' : 'RC_PREVIOUS_SHA256'] ?? '';
    if (own.sha256 === wanted) return;
    const trial = trials.trial();
    const failure = trial?.sha256 === wanted ? trials.verdictOn(trial).failure : null;
    if (isForward && failure !== null) throw new AgentError(failure.code, failure.message);
    const live = await hashFile(bin.path);
    if (live !== wanted) throw new AgentError('START_FAILED', `${bin.path} holds ${live} and not ${wanted}`);
    this.assertLaunched();
    own.handOver();
    throw new HandOver();
  }

  look(): Promise<RunningProgram> {
    const { sha256 } = this.tools.own;
    return Promise.resolve({ sha256, source: 'process', process: this.identity(), isCertain: true });
  }

  /** On trial it is well when it has talked with the console; put back, it says what became of the other. */
  health(): Promise<HealthResult> {
    const { own, trials } = this.tools;
    const trial = trials.trial();
    if (trial === null) return Promise.resolve({ isHealthy: true, reason: null });
    const { failure } = trials.verdictOn(trial);
    if (own.sha256 !== trial.sha256 && failure !== null) {
      return Promise.resolve({ isHealthy: false, reason: `${failure.code} ${failure.message}` });
    }
    const isDue = own.sha256 === trial.sha256 && !trials.isProven(trial);
    const reason = isDue ? 'it has not talked with the console yet' : null;
    return Promise.resolve({ isHealthy: !isDue, reason });
  }

  mainProcess(): Promise<ProcessIdentity | null> {
    return Promise.resolve(this.identity());
  }

  private assertLaunched(): void {
    const { own, bin } = this.tools;
    if (own.isLaunched) return;
    const message = `the agent was not started by "launch" from ${bin.path}, so nobody would start another version`;
    throw new AgentError('NOT_LAUNCHED', message);
  }

  private identity(): ProcessIdentity | null {
    return this.tools.processes.identify(process.pid);
  }
}
