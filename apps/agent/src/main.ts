import { resolve } from 'node:path';

import { checkHost } from './commands/check.js';
import { HELP } from './commands/help.js';
import { holdNode, releaseNode } from './commands/hold.js';
import { importVersion } from './commands/import-version.js';
import { launch } from './commands/launch.js';
import { reachServer } from './commands/reach.js';
import { runAgent } from './commands/run-agent.js';
import { describeStatus } from './commands/status.js';
import { systemClock } from './clock.js';
import { ConfigError, loadConfig } from './config/load-config.js';
import { readSettings, UsageError } from './config/settings.js';
import type { Settings } from './config/settings.js';
import { withoutSecrets } from './log.js';

declare const __AGENT_VERSION__: string;

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
const EXIT_CONFIG = 78;

async function main(): Promise<number> {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings.command === 'help') return print(HELP.trimEnd());
  if (settings.command === 'version') return print(__AGENT_VERSION__);
  const file = settings.options.get('config');
  if (file === undefined) throw new UsageError('--config FILE is missing');
  // Never replaced itself, so it reads nothing of the file that a later agent may have settings for.
  if (settings.command === 'launch') return launch(resolve(file), settings);
  return runCommand(settings, resolve(file));
}

async function runCommand(settings: Settings, file: string): Promise<number> {
  const config = loadConfig(file);
  switch (settings.command) {
    case 'run':
      return runAgent(config, settings, { version: __AGENT_VERSION__, configFile: file });
    case 'check':
      return print(`agent ${__AGENT_VERSION__} ${checkHost(config)}`);
    case 'reach':
      return print(await reachServer(config));
    case 'hold':
      return print(holdNode(config, settings.options, systemClock.now()));
    case 'release':
      return print(releaseNode(config));
    case 'status':
      return print(await describeStatus(config, systemClock.now()));
    case 'import':
      return print(await importVersion(config, settings));
    default:
      throw new UsageError(`unknown command ${settings.command}`);
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function complain(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${withoutSecrets(message)}\n`);
  if (error instanceof UsageError) process.stderr.write(`\n${HELP}`);
  if (error instanceof ConfigError) return EXIT_CONFIG;
  return error instanceof UsageError ? EXIT_USAGE : EXIT_FAILED;
}

void main()
  .catch(complain)
  .then((code) => process.exit(code));
