import { join } from 'node:path';

import type { BinConfig, SelfConfig } from './agent-config.js';
import type { Fields } from './fields.js';
import { isBinName, PROGRAM_MODE } from './parse-bin.js';

const HOUR_SECONDS = 3_600;
/** The agent's own watch must not end before the launcher's, which decides. */
const WATCH_SLACK_SECONDS = 60;

/** Null when the console may not change the agent itself. */
export function parseSelf(fields: Fields, retryMaxSeconds: number): SelfConfig | null {
  const self = fields.section('self');
  if (self === null) return null;
  const bin = self.requiredText('bin');
  if (bin !== '' && !isBinName(bin)) self.faults.add(self.pathOf('bin'), `"${bin}" is not a name of a bin`);
  const dir = self.absolutePath('dir');
  if (dir === null) self.faults.add(self.pathOf('dir'), 'is missing');
  const seconds = (key: string, fallback: number, min: number): number =>
    self.number(key, { fallback, min, max: HOUR_SECONDS });
  const proveSeconds = seconds('proveSeconds', 120, 1);
  if (proveSeconds < 2 * retryMaxSeconds) {
    const message = 'must be at least twice sync.retryMaxSeconds: an agent that waits has not failed';
    self.faults.add(self.pathOf('proveSeconds'), message);
  }
  const config = { bin, dir: dir ?? '', proveSeconds, watchSeconds: seconds('watchSeconds', 60, 0) };
  self.refuseUnknown();
  return config;
}

/** Like any bin that is one file. How a new version does is judged by the launcher, so no time limit stands here. */
export function selfBin({ bin, dir, watchSeconds }: SelfConfig): BinConfig {
  return {
    name: bin,
    kind: 'file',
    path: join(dir, BUNDLE),
    slot: null,
    sideBySide: null,
    mode: null,
    newFileMode: PROGRAM_MODE,
    absentSha256: null,
    owner: null,
    keep: 3,
    stagingDir: dir,
    service: { kind: 'agent' },
    hooks: {},
    metrics: null,
    health: {
      http: null,
      expectStatus: 200,
      timeoutSeconds: 2,
      startupSeconds: Number.POSITIVE_INFINITY,
      intervalSeconds: 2,
      unhealthyAfter: 1,
      watchSeconds: watchSeconds + WATCH_SLACK_SECONDS,
    },
  };
}

/** Name of the bundle that runs, in the folder of the `self` section. */
export const BUNDLE = 'agent.cjs';
