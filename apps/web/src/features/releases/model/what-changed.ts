import type { ReleaseDetail } from '../../../lib/api';

export interface Difference {
  readonly field:
    'status' | 'title' | 'notes' | 'step' | 'plan' | 'nodes' | 'strategy' | 'versions' | 'approvals';
  readonly before: string;
  readonly after: string;
}

const versionsOf = (release: ReleaseDetail): string =>
  release.bins.map(({ bin, version }) => `${bin} ${version}`).join(', ');

const READERS: readonly (readonly [Difference['field'], (release: ReleaseDetail) => string])[] = [
  ['status', ({ status }) => status],
  ['title', ({ title }) => title],
  ['versions', versionsOf],
  ['nodes', ({ progress }) => String(progress.total)],
  ['strategy', ({ plan }) => JSON.stringify(plan?.strategy ?? null)],
  ['notes', ({ notes }) => notes],
  ['plan', ({ planHash }) => planHash.slice(0, 8)],
  ['step', ({ step, stepCount }) => `${step}/${stepCount}`],
  ['approvals', ({ approval }) => `${approval.given}/${approval.required}`],
];

/** What a person has to read again after somebody else was quicker. */
export const whatChanged = (before: ReleaseDetail, after: ReleaseDetail): readonly Difference[] =>
  READERS.map(([field, read]) => ({ field, before: read(before), after: read(after) })).filter(
    (line) => line.before !== line.after,
  );
