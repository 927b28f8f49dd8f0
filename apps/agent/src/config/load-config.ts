import { readFileSync } from 'node:fs';

import type { AgentConfig } from './agent-config.js';
import { parseConfig } from './parse-config.js';

export class ConfigError extends Error {}

/** Throws a `ConfigError` whose message lists every fault of the file. */
export function loadConfig(file: string): AgentConfig {
  const parsed = parseConfig(readJson(file));
  if (parsed.ok) return parsed.config;
  throw new ConfigError(
    [`${file} can't be used:`, ...parsed.faults.map((fault) => `  - ${fault}`)].join('\n'),
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new ConfigError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
