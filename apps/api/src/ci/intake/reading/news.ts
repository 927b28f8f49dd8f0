import type { Text } from '@release-console/rollout-core';
import type { BuildFile } from '../../builds/ci-build.entity.js';
import type { BuildState } from '../../ci-words.js';

/** How far a build is; what tells of less never turns back what told of more. */
export const RANKS = { NONE: 0, QUEUED: 1, STARTED: 2, COMPLETED: 3, FINALIZED: 4 } as const;
/** From here on a build has ended. */
export const ENDED: number = RANKS.COMPLETED;

/** What a call, or an answer, tells of a build. */
export interface BuildNews {
  readonly job: string;
  readonly number: number;
  /** 0: not told. */
  readonly queueId: number;
  readonly shownNumber: number;
  readonly phaseRank: number;
  readonly state: BuildState;
  readonly url: string | null;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly commitId: string | null;
  readonly byName: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly files: readonly BuildFile[];
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Where its files are asked for, below the base URL, because the call does not name them. */
  readonly filesAt?: string;
}

export interface Read {
  readonly event: string;
  /** What tells it from others of the source when nothing in its headers does; undefined: its bytes. */
  readonly key: string | undefined;
  readonly build: BuildNews | undefined;
  /** Why there is no build in it, or what of it was left out. */
  readonly note: Text | null;
}

/** What others sent, whose shape nobody vouches for. */
export type Json = Readonly<Record<string, unknown>>;

export function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST_FILES) : [];
}

export function textIn(value: unknown, longest = 500): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replace(UNSTORABLE, ' ').normalize('NFC').trim();
  const cut = text.slice(0, longest).replace(HALF, '').trim();
  return cut === '' ? null : cut;
}

/** A whole number from 0 that is kept exactly, or undefined. */
export function countIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** Milliseconds or seconds, also as a text, or a text that says a time. */
export function timeIn(value: unknown): Date | null {
  if (typeof value === 'number') return momentAt(value < FIRST_MS ? value * 1_000 : value);
  if (typeof value !== 'string') return null;
  return /^\d{10,15}$/.test(value)
    ? timeIn(Number(value))
    : momentAt(Date.parse(value.replace(/ UTC$/, 'Z')));
}

/** Null for a time at which nothing was built, and which may not even be kept. */
export function momentAt(milliseconds: number): Date | null {
  const time = new Date(milliseconds);
  const year = time.getTime() > 0 ? time.getUTCFullYear() : 0;
  return year >= 1990 && year <= 2200 ? time : null;
}

export function urlIn(value: unknown): string | null {
  const text = textIn(value, 1_000);
  return text !== null && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}

/** Control characters, and halves of others. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/gu;
const HALF = /\p{Cs}$/u;
/** What is less is seconds: as milliseconds it would be long before there was anything to build. */
const FIRST_MS = 100_000_000_000;
const SECRET_NAME = /pass|secret|token|credential|private|api_?key|auth/i;
export const HIDDEN = '***';
const MOST_FILES = 500;
const MOST_PARAMETERS = 200;

export function soundsSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Jenkins leaves sensitive ones out, and people give secrets as plain texts all the same. */
export function parametersIn(value: unknown): Readonly<Record<string, string>> {
  const pairs = Object.entries(objectIn(value))
    .filter(([name]) => name !== '__proto__' && name.length <= 100)
    .slice(0, MOST_PARAMETERS)
    .flatMap(([name, given]): [string, string][] => {
      const text =
        typeof given === 'number' || typeof given === 'boolean' ? String(given) : textIn(given, 1_000);
      const key = textIn(name, 100);
      return text === null || key === null ? [] : [[key, soundsSecret(key) ? HIDDEN : text]];
    });
  return Object.fromEntries(pairs);
}

/** A path that leads nowhere but down. */
export function isPath(path: string): boolean {
  return (
    path.length <= 500 &&
    !/[\p{Cc}\p{Cs}\\]/u.test(path) &&
    path.split('/').every((name) => name !== '' && name !== '.' && name !== '..')
  );
}

export function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Without the name of the remote. */
export function branchIn(value: unknown): string | null {
  return textIn(value, 300)?.replace(/^(?:refs\/heads\/|refs\/remotes\/origin\/|origin\/)/, '') ?? null;
}

export function digestIn(value: unknown, digits: 32 | 64): string | undefined {
  const text = typeof value === 'string' ? value.toLowerCase().replace(/^(?:sha256|md5):/, '') : '';
  return text.length === digits && /^[0-9a-f]+$/.test(text) ? text : undefined;
}
