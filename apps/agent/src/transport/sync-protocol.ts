import type { ArchiveLimits } from '../archive/archive-limits.js';
import { isObject } from '../config/fields.js';
import type { JsonObject } from '../config/fields.js';
import { AgentError } from '../errors.js';
import type { Measurement } from '../metrics/measurement.js';
import type { HostFacts } from '../probes/host-facts.js';
import type { Desired } from '../reconcile/decide.js';
import type { ProgressEvent, Target } from '../reconcile/journal.js';
import type { Observed } from '../reconcile/observed.js';
import type { Hold } from '../state/hold-file.js';

export interface SyncRequest {
  readonly agent?: { readonly version: string; readonly instance: string };
  readonly nodeId?: string;
  readonly facts?: HostFacts;
  readonly observed?: readonly Observed[];
  readonly events?: readonly ProgressEvent[];
  readonly held?: Hold | null;
  readonly measured?: readonly Measurement[];
  readonly stateVersion?: string;
  readonly wait: number;
}

export interface DesiredBin {
  readonly bin: string;
  readonly desired: Desired;
}

/** The console's last word; null and empty before its first one. */
export interface DesiredState {
  readonly stateVersion: string | null;
  readonly lifecycle: string | null;
  readonly bins: readonly DesiredBin[];
}

export interface SyncAnswer {
  readonly nodeId: string;
  readonly token: string | null;
  readonly stateVersion: string;
  readonly lifecycle: string;
  /** Absent: nothing changed since the version that was named. */
  readonly bins: readonly DesiredBin[] | null;
  readonly acknowledged: readonly string[];
  readonly syncAfterSeconds: number;
  /** Of the moment in which the console answered. */
  readonly serverTime: string | null;
  /** How often it wants to hear what was measured; null: not at all. */
  readonly measureAfterSeconds: number | null;
}

const DIGEST = /^[0-9a-f]{64}$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/;
const BIN = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const DEFAULT_PAUSE_SECONDS = 10;
const LONGEST_PAUSE_SECONDS = 3_600;
const LONGEST_KEEP_SECONDS = 7 * 86_400;

/**
 * Takes only what it understands; one wrong entry spoils the answer, so that half of a state is never acted on. What names no
 * node and no state is no console's: somebody in front of one answers so while it is away.
 */
export function parseSyncAnswer(value: unknown): SyncAnswer {
  if (!isObject(value)) throw invalid('it is no object');
  return {
    nodeId: wholeText(value, 'nodeId'),
    token: textOf(value['token']),
    stateVersion: wholeText(value, 'stateVersion'),
    lifecycle: wholeText(value, 'lifecycle'),
    bins: parseBins(value['bins']),
    acknowledged: listOfTexts(value['acknowledged']),
    syncAfterSeconds: pauseOf(value['syncAfterSeconds']),
    serverTime: textOf(value['serverTime']),
    measureAfterSeconds: intervalOf(value['measureAfterSeconds']),
  };
}

/** What was kept of answers on this host. */
export function parseDesiredState(value: JsonObject): DesiredState {
  const { stateVersion, lifecycle, bins } = value;
  return {
    stateVersion: textOf(stateVersion),
    lifecycle: textOf(lifecycle),
    bins: parseBins(bins) ?? [],
  };
}

function invalid(why: string): AgentError {
  return new AgentError('ANSWER_INVALID', `the console's answer can't be used: ${why}`);
}

function wholeText(value: JsonObject, key: string): string {
  const text = textOf(value[key]);
  if (text === null) throw invalid(`it has no ${key}`);
  return text;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function listOfTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

function pauseOf(value: unknown): number {
  const isUsable = typeof value === 'number' && Number.isFinite(value) && value >= 0;
  return isUsable ? Math.min(value, LONGEST_PAUSE_SECONDS) : DEFAULT_PAUSE_SECONDS;
}

function intervalOf(value: unknown): number | null {
  const isUsable = typeof value === 'number' && Number.isFinite(value) && value > 0;
  return isUsable ? Math.min(value, LONGEST_PAUSE_SECONDS) : null;
}

function parseBins(value: unknown): readonly DesiredBin[] | null {
  if (value === undefined) return null;
  if (!Array.isArray(value)) throw invalid('bins is no list');
  return value.map(parseBin);
}

function parseBin(value: unknown): DesiredBin {
  if (!isObject(value)) throw invalid('a bin is no object');
  const bin = value['bin'];
  if (typeof bin !== 'string' || !BIN.test(bin)) throw invalid('a bin has no usable name');
  const generation = wholeNumber(value, 'generation', bin);
  if (value['sha256'] === null || value['sha256'] === undefined)
    return { bin, desired: { generation, sha256: null } };
  return { bin, desired: parseTarget(value, bin, generation) };
}

function parseTarget(value: JsonObject, bin: string, generation: number): Desired {
  const { sha256, version, action, urls, kind } = value;
  if (typeof sha256 !== 'string' || !DIGEST.test(sha256)) throw invalid(`${bin} has no usable sha256`);
  if (action !== 'stage' && action !== 'activate' && action !== 'revert')
    throw invalid(`${bin} has no known action`);
  if (kind !== undefined && kind !== 'file' && kind !== 'archive')
    throw invalid(`${bin} is of no known kind`);
  const limits = limitsOf(value['limits']);
  return {
    generation,
    sha256,
    version: typeof version === 'string' && VERSION.test(version) ? version : null,
    sizeBytes: wholeNumber(value, 'sizeBytes', bin),
    urls: listOfTexts(urls),
    action,
    kind: kind ?? 'file',
    ...(limits === null ? {} : { limits }),
    ...besideOf(value),
  };
}

/** A mode that is not known here is the one that every agent knows. */
function besideOf(value: JsonObject): Pick<Target, 'mode' | 'keepOldSeconds'> {
  if (value['mode'] !== 'side-by-side') return {};
  const seconds = value['keepOldSeconds'];
  const isUsable = typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0;
  return { mode: 'side-by-side', keepOldSeconds: isUsable ? Math.min(seconds, LONGEST_KEEP_SECONDS) : 0 };
}

/** What is no number is left out: then the host's own limit stands. */
function limitsOf(value: unknown): Partial<ArchiveLimits> | null {
  if (!isObject(value)) return null;
  const keys = ['maxBytes', 'maxEntries', 'maxPathBytes', 'maxDepth'] as const;
  const told = keys.filter((key) => Number.isSafeInteger(value[key]) && Number(value[key]) > 0);
  return Object.fromEntries(told.map((key) => [key, Number(value[key])]));
}

function wholeNumber(value: JsonObject, key: string, bin: string): number {
  const number = typeof value[key] === 'string' ? Number(value[key]) : value[key];
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0)
    throw invalid(`${bin} has no usable ${key}`);
  return number;
}
