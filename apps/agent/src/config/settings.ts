import type { FaultPlan } from '../state/fault-point.js';

export interface Settings {
  readonly command: string;
  readonly options: ReadonlyMap<string, string>;
  readonly accessToken: string | null;
  readonly faults: FaultPlan;
  /** What hooks and services inherit: the environment without the agent's own secrets. */
  readonly childEnvironment: Readonly<Record<string, string>>;
}

export class UsageError extends Error {}

const OPTIONS = new Set(['config', 'reason', 'for', 'bin', 'version', 'token-file', 'arch', 'server']);
const PRIVATE_VARIABLES = /^(RC_ACCESS_TOKEN|AGENT_FAULT.*)$/;

/** The only place that reads the command line and the environment. */
export function readSettings(argv: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const { command, options } = readArguments(argv);
  return {
    command,
    options,
    accessToken: env['RC_ACCESS_TOKEN'] ?? null,
    faults: { at: env['AGENT_FAULT'] ?? null, traceFile: env['AGENT_FAULT_TRACE'] ?? null },
    childEnvironment: inheritable(env),
  };
}

function readArguments(argv: readonly string[]): { command: string; options: Map<string, string> } {
  const options = new Map<string, string>();
  const [first = 'run', ...others] = argv;
  if (first === '--help' || first === '-h') return { command: 'help', options };
  if (first === '--version') return { command: 'version', options };
  const isCommand = !first.startsWith('-');
  const rest = isCommand ? others : argv;
  for (let index = 0; index < rest.length; index += 2) {
    const word = rest[index] ?? '';
    const value = rest[index + 1];
    if (!word.startsWith('--') || !OPTIONS.has(word.slice(2))) throw new UsageError(`unknown option ${word}`);
    if (value === undefined) throw new UsageError(`${word} needs a value`);
    options.set(word.slice(2), value);
  }
  return { command: isCommand ? first : 'run', options };
}

function inheritable(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(env)) {
    if (value !== undefined && !PRIVATE_VARIABLES.test(key)) kept[key] = value;
  }
  return kept;
}
