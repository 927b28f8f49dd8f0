import { actOnRelease } from './commands/act-on-release.js';
import { completion } from './commands/completion.js';
import { createRelease } from './commands/create-release.js';
import { help } from './commands/help.js';
import { login, logout, whoami } from './commands/login.js';
import { listReleases, showRelease } from './commands/read-releases.js';
import { upload } from './commands/upload.js';
import { wait } from './commands/wait.js';
import { exportConfigs, importConfigs } from './configs/exchange-configs.js';
import { publishConfig } from './configs/publish-config.js';
import { diffConfig, effectiveConfig, getConfig, listConfigs } from './configs/read-configs.js';
import type { ExitCode } from './rc-error.js';
import type { Tools } from './tools.js';

type Command = (tools: Tools) => Promise<ExitCode>;

export const RUNS: Readonly<Record<string, Command>> = {
  login,
  logout,
  whoami,
  upload,
  'release create': createRelease,
  'release list': listReleases,
  'release show': showRelease,
  wait,
  submit: actOnRelease,
  approve: actOnRelease,
  reject: actOnRelease,
  cancel: actOnRelease,
  deploy: actOnRelease,
  pause: actOnRelease,
  resume: actOnRelease,
  promote: actOnRelease,
  rollback: actOnRelease,
  abort: actOnRelease,
  'config list': listConfigs,
  'config get': getConfig,
  'config effective': effectiveConfig,
  'config publish': publishConfig,
  'config diff': diffConfig,
  'config export': exportConfigs,
  'config import': importConfigs,
  completion,
  help,
};

export async function runCommand(tools: Tools): Promise<ExitCode> {
  const run = RUNS[tools.parts.args.command];
  if (run === undefined) throw new Error(`nothing runs ${tools.parts.args.command}`);
  try {
    return await run(tools);
  } finally {
    tools.close();
  }
}
