import { dirname, join } from 'node:path';

import { DEFAULT_ARCHIVE_LIMITS } from '../archive/archive-limits.js';
import type { ArchiveLimits } from '../archive/archive-limits.js';
import { HOOK_NAMES } from './agent-config.js';
import type {
  ArchiveBinConfig,
  BinConfig,
  CommandLine,
  FileBinConfig,
  HealthConfig,
  HookName,
  ServiceConfig,
  SlotConfig,
} from './agent-config.js';
import type { Fields } from './fields.js';
import { parseMetrics } from './parse-metrics.js';

const BIN_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const UNIT_NAME = /^[A-Za-z0-9:_.\\@][A-Za-z0-9:_.\\@-]*$/;
const MODE = /^0?[0-7]{3}$/;
const OWNER = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/;
const HOUR_SECONDS = 3_600;
/** Of a program where none was before. */
export const PROGRAM_MODE = 0o755;

export function isBinName(text: string): boolean {
  return BIN_NAME.test(text);
}

/** The settings of one place, or of the bin where there is only one; `others` are the names of the other places. */
export function parsePlace(
  name: string,
  fields: Fields,
  slot: SlotConfig | null,
  others: readonly string[],
): BinConfig {
  if (!isBinName(name)) fields.faults.add(fields.pathOf(''), `"${name}" is not a name of a bin`);
  const common = {
    name,
    slot,
    sideBySide: null,
    owner: parseOwner(fields),
    newFileMode: PROGRAM_MODE,
    absentSha256: null,
    keep: fields.number('keep', { fallback: 3, min: 1, max: 50, isInteger: true }),
    service: parseService(fields),
    health: parseHealth(fields),
    hooks: parseHooks(fields),
    metrics: parseMetrics(fields),
  };
  const bin: BinConfig = fields.has('dir')
    ? { ...common, ...parseFolder(fields, slot, others) }
    : { ...common, ...parseFile(fields) };
  fields.refuseUnknown();
  return bin;
}

type FileParts = Pick<FileBinConfig, 'kind' | 'path' | 'mode' | 'stagingDir'>;
type FolderParts = Pick<ArchiveBinConfig, 'kind' | 'path' | 'mode' | 'stagingDir' | 'limits' | 'otherLinks'>;

function parseFile(fields: Fields): FileParts {
  const path = fields.absolutePath('path') ?? '';
  if (path === '')
    fields.faults.add(fields.pathOf('path'), 'is missing ("dir" for a bin that is an archive)');
  const stagingDir = fields.absolutePath('stagingDir') ?? dirname(path);
  return { kind: 'file', path, mode: parseMode(fields), stagingDir };
}

/** Downloads grow and versions lie in the folder itself, and modes come from the archive: there is no more to set. */
function parseFolder(fields: Fields, slot: SlotConfig | null, others: readonly string[]): FolderParts {
  const dir = fields.absolutePath('dir') ?? '';
  const limits = parseArchiveLimits(fields);
  const link = (place: string | undefined): string =>
    join(dir, place === undefined ? 'current' : `current-${place}`);
  const otherLinks = others.map(link);
  return { kind: 'archive', path: link(slot?.name), mode: null, stagingDir: dir, limits, otherLinks };
}

function parseArchiveLimits(fields: Fields): ArchiveLimits {
  const limits = fields.section('limits');
  const whole = (key: keyof ArchiveLimits, max: number): number => {
    const fallback = DEFAULT_ARCHIVE_LIMITS[key];
    return limits?.number(key, { fallback, min: 1, max, isInteger: true }) ?? fallback;
  };
  const parsed = {
    maxBytes: whole('maxBytes', Number.MAX_SAFE_INTEGER),
    maxEntries: whole('maxEntries', 10_000_000),
    maxPathBytes: whole('maxPathBytes', 3_000),
    maxDepth: whole('maxDepth', 200),
  };
  limits?.refuseUnknown();
  return parsed;
}

export function parseMode(fields: Fields): number | null {
  const text = fields.text('mode');
  if (text === null) return null;
  if (MODE.test(text)) return Number.parseInt(text, 8);
  fields.faults.add(fields.pathOf('mode'), 'must be three octal digits such as "0755"');
  return null;
}

export function parseOwner(fields: Fields): string | null {
  const owner = fields.text('owner');
  if (owner !== null && !OWNER.test(owner))
    fields.faults.add(fields.pathOf('owner'), 'must be "user" or "user:group"');
  return owner;
}

function parseService(fields: Fields): ServiceConfig {
  const service = fields.section('service');
  if (service === null) {
    if (!fields.has('service'))
      fields.faults.add(fields.pathOf('service'), 'is missing ({"kind":"none"} for no service)');
    return { kind: 'none' };
  }
  const parsed = serviceOfKind(service, service.requiredText('kind'));
  service.refuseUnknown();
  return parsed;
}

function serviceOfKind(service: Fields, kind: string): ServiceConfig {
  if (kind === 'none') return { kind };
  if (kind === 'systemd') return { kind, unit: unitName(service, 'unit') };
  if (kind === 'supervisor') return { kind, program: unitName(service, 'program') };
  if (kind === 'commands') {
    const pidFile = service.absolutePath('pidFile');
    if (pidFile === null) service.faults.add(service.pathOf('pidFile'), 'is missing');
    return { kind, start: service.argv('start'), stop: service.argv('stop'), pidFile: pidFile ?? '' };
  }
  service.faults.add(service.pathOf('kind'), 'must be systemd, supervisor, commands or none');
  return { kind: 'none' };
}

function unitName(service: Fields, key: string): string {
  const name = service.requiredText(key);
  if (name !== '' && !UNIT_NAME.test(name))
    service.faults.add(service.pathOf(key), 'is not a name of a service');
  return name;
}

function parseHealth(fields: Fields): HealthConfig {
  const health = fields.section('health');
  const seconds = (key: string, fallback: number, min: number): number =>
    health?.number(key, { fallback, min, max: HOUR_SECONDS }) ?? fallback;
  const config: HealthConfig = {
    http: health === null ? null : health.httpAddress('http'),
    expectStatus:
      health?.number('expectStatus', { fallback: 200, min: 100, max: 599, isInteger: true }) ?? 200,
    timeoutSeconds: seconds('timeoutSeconds', 2, 0.1),
    startupSeconds: seconds('startupSeconds', 30, 0.1),
    intervalSeconds: seconds('intervalSeconds', 2, 0.1),
    unhealthyAfter: health?.number('unhealthyAfter', { fallback: 3, min: 1, max: 100, isInteger: true }) ?? 3,
    watchSeconds: seconds('watchSeconds', 60, 0),
  };
  health?.refuseUnknown();
  return config;
}

function parseHooks(fields: Fields): Readonly<Partial<Record<HookName, CommandLine>>> {
  const hooks = fields.section('hooks');
  const parsed: Partial<Record<HookName, CommandLine>> = {};
  for (const name of HOOK_NAMES) {
    const hook = hooks?.section(name) ?? null;
    if (hook === null) continue;
    const timeoutSeconds = hook.number('timeoutSeconds', { fallback: 30, min: 0.1, max: HOUR_SECONDS });
    parsed[name] = { argv: hook.argv('command'), timeoutSeconds };
    hook.refuseUnknown();
  }
  hooks?.refuseUnknown();
  return parsed;
}
