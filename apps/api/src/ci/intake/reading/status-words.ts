import type { BuildState } from '../../ci-words.js';
import { textIn } from './news.js';

/** What builders call how a build stands; in any casing, and with blanks, `-`, `_` or nothing between the words. */
export const STATUS_WORDS: Readonly<Record<BuildState, readonly string[]>> = {
  succeeded: ['succeeded', 'success', 'successful', 'passed', 'pass', 'ok'],
  unstable: ['unstable', 'partially_succeeded'],
  failed: ['failed', 'failure', 'fail', 'error', 'errored', 'timed_out', 'timeout'],
  aborted: ['aborted', 'cancelled', 'canceled', 'stopped', 'skipped', 'not_built'],
  running: ['running', 'started', 'in_progress', 'building', 'pending', 'queued', 'waiting'],
};

const STATES = new Map(
  Object.entries(STATUS_WORDS).flatMap(([state, words]) =>
    words.map((word) => [plain(word), state as BuildState] as const),
  ),
);

/** Undefined for a word that is not among them. */
export function stateOf(status: unknown): BuildState | undefined {
  return STATES.get(plain(textIn(status) ?? ''));
}

/** What stood there, for people. */
export function shownStatus(status: unknown): string {
  return textIn(typeof status === 'string' ? status : JSON.stringify(status), 100) ?? '';
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]/g, '');
}
