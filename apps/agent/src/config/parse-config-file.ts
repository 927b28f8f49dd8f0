import { dirname } from 'node:path';

import type { BinConfig, CommandLine, HookName } from './agent-config.js';
import type { Fields } from './fields.js';
import { isBinName, parseMode, parseOwner } from './parse-bin.js';

const HOUR_SECONDS = 3_600;
/** A new one may hold secrets: whoever must read it is named by `owner` and `mode`. */
const NEW_FILE_MODE = 0o640;
/** Of no bytes at all: a file without a text and no file are one thing to whoever releases it. */
export const NO_FILE_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * A configuration file goes the way of a bin that is one file and that nobody runs: what would refuse it is asked before
 * it is put in place, and whoever reads it is told afterwards.
 */
export function parseConfigFile(name: string, fields: Fields): BinConfig {
  if (!isBinName(name))
    fields.faults.add(fields.pathOf(''), `"${name}" is not a name of a configuration file`);
  const path = fields.absolutePath('path') ?? '';
  if (path === '') fields.faults.add(fields.pathOf('path'), 'is missing');
  const hooks: Partial<Record<HookName, CommandLine>> = {};
  for (const [key, hook] of [
    ['validate', 'precheck'],
    ['reload', 'start'],
    ['check', 'health'],
  ] as const) {
    const command = parseCommand(fields, key);
    if (command !== null) hooks[hook] = command;
  }
  const watchSeconds = fields.number('watchSeconds', { fallback: 30, min: 0, max: HOUR_SECONDS });
  const file: BinConfig = {
    name,
    kind: 'file',
    path,
    slot: null,
    sideBySide: null,
    mode: parseMode(fields),
    newFileMode: NEW_FILE_MODE,
    absentSha256: NO_FILE_SHA256,
    owner: parseOwner(fields),
    keep: fields.number('keep', { fallback: 10, min: 1, max: 50, isInteger: true }),
    stagingDir: fields.absolutePath('stagingDir') ?? dirname(path),
    service: { kind: 'none' },
    hooks,
    metrics: null,
    health: {
      http: null,
      expectStatus: 200,
      timeoutSeconds: 2,
      startupSeconds: 30,
      intervalSeconds: 2,
      unhealthyAfter: 3,
      watchSeconds: hooks.health === undefined ? 0 : watchSeconds,
    },
  };
  fields.refuseUnknown();
  return file;
}

function parseCommand(fields: Fields, key: string): CommandLine | null {
  const section = fields.section(key);
  if (section === null) return null;
  const timeoutSeconds = section.number('timeoutSeconds', { fallback: 30, min: 0.1, max: HOUR_SECONDS });
  const command = { argv: section.argv('command'), timeoutSeconds };
  section.refuseUnknown();
  return command;
}
