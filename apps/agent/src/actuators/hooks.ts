import { HOOK_NAMES } from '../config/agent-config.js';
import type { BinConfig, HookName } from '../config/agent-config.js';
import { faultpoint } from '../state/fault-point.js';
import { assertSucceeded } from './command-runner.js';
import type { CommandResult, CommandRunner } from './command-runner.js';
import type { HookFacts } from './service.js';

const ERROR_CODES: Readonly<Record<HookName, string>> = {
  precheck: 'PRECHECK_FAILED',
  drain: 'DRAIN_FAILED',
  stop: 'STOP_FAILED',
  start: 'START_FAILED',
  health: 'NOT_HEALTHY',
  warm: 'WARM_FAILED',
  undrain: 'UNDRAIN_FAILED',
  switch: 'SWITCH_FAILED',
};

export class Hooks {
  constructor(
    private readonly bin: BinConfig,
    private readonly runner: CommandRunner,
  ) {}

  has(name: HookName): boolean {
    return this.bin.hooks[name] !== undefined;
  }

  /** Runs a hook to its end; throws when it fails. A hook that is not configured does nothing. */
  async run(name: HookName, facts: HookFacts): Promise<void> {
    const command = this.bin.hooks[name];
    if (command === undefined) return;
    const label = this.label(name);
    const result = await faultpoint('hook.run', () => this.runner.run(label, command, facts));
    assertSucceeded(`the ${name} hook`, ERROR_CODES[name], result);
  }

  async ask(name: 'health', facts: HookFacts): Promise<CommandResult | null> {
    const command = this.bin.hooks[name];
    return command === undefined ? null : this.runner.run(this.label(name), command, facts);
  }

  /** Ends what an agent that was killed had left running. */
  async endLeftovers(): Promise<void> {
    const labels = [
      ...HOOK_NAMES.map((name) => this.label(name)),
      ...['start', 'stop'].map((verb) => `${this.bin.name}.${verb}-command`),
    ];
    for (const label of labels) await this.runner.endLeftover(label);
  }

  private label(name: HookName): string {
    return `${this.bin.name}.hook-${name}`;
  }
}
