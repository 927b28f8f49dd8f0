import { execFileSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { hasEnded, killProcess, startNode, stopProcess } from '../processes/node-process.js';
import { inRepository } from '../repository.js';
import { pathsOf, writeHost, type Console, type HostPlan } from './host-files.js';
import type { Program } from './programs.js';

/**
 * A stand-in for a machine: a directory, an agent process of its own, and a program that the agent starts and that
 * outlives it. Everything ends with the process that made the host.
 */
export class Host {
  private readonly paths: ReturnType<typeof pathsOf>;
  private lifeline: number | undefined;
  private agent: ChildProcess | undefined;

  constructor(readonly plan: HostPlan) {
    this.paths = pathsOf(plan);
  }

  /** Switches the machine on: with a program installed, that runs before the agent does. */
  boot(console: Console, installed: Program | null = null): void {
    writeHost(this.plan, console, installed);
    this.lifeline = openSync(this.paths.lifeline, 'r+');
    if (existsSync(this.paths.program)) execFileSync(this.paths.start);
    this.startAgent();
  }

  startAgent(): void {
    const log = openSync(this.paths.agentLog, 'a');
    const args = [inRepository('apps/agent/dist/agent.cjs'), 'run', '--config', this.paths.agentConfig];
    this.agent = startNode(args, { stdio: ['ignore', log, log], cwd: this.plan.dir });
    closeSync(log);
  }

  async killAgent(): Promise<void> {
    if (this.agent) await killProcess(this.agent);
  }

  get isAgentRunning(): boolean {
    return this.agent !== undefined && !hasEnded(this.agent);
  }

  /** Makes the next update stay in its drain step until `goOn`. */
  linger(): void {
    writeFileSync(this.paths.slow, '');
  }

  goOn(): void {
    rmSync(this.paths.slow, { force: true });
  }

  get isDraining(): boolean {
    return existsSync(this.paths.draining);
  }

  async shutDown(): Promise<void> {
    this.goOn();
    if (this.agent) await stopProcess(this.agent);
    if (existsSync(this.paths.stop)) execFileSync(this.paths.stop);
    if (this.lifeline !== undefined) closeSync(this.lifeline);
    this.lifeline = undefined;
  }
}
