import type { ReleaseStatus, ReleaseSummary } from '../../../lib/api';
import { isFinal } from './status-look';

const RUNNING: ReadonlySet<ReleaseStatus> = new Set(['deploying', 'paused', 'rolling_back']);
const WENT_WRONG: ReadonlySet<ReleaseStatus> = new Set([
  'rolled_back',
  'rolled_back_with_exceptions',
  'completed_with_exceptions',
]);
const SHOWN_FINISHED = 8;
const DAY_MS = 86_400_000;

/** Sorts what is going on into what a person looks for first; each release stands in one place only. */
export function splitOverview(
  active: readonly ReleaseSummary[],
  recent: readonly ReleaseSummary[],
  myId: string,
  nowMs: number,
) {
  const isFresh = ({ finishedAt }: ReleaseSummary): boolean =>
    finishedAt !== null && nowMs - Date.parse(finishedAt) < DAY_MS;
  const ended = recent.filter(({ status }) => isFinal(status));
  const mineFailed = ended.filter(
    (release) => WENT_WRONG.has(release.status) && release.author.id === myId && isFresh(release),
  );
  const approvals = active.filter(({ needsMyApproval }) => needsMyApproval);
  const others = active.filter(({ needsMyApproval, status }) => !needsMyApproval && !isFinal(status));
  return {
    needsYou: [...approvals, ...mineFailed],
    running: others.filter(({ status }) => RUNNING.has(status)),
    waiting: others.filter(({ status }) => !RUNNING.has(status)),
    finished: ended
      .filter((release) => isFresh(release) && !mineFailed.includes(release))
      .slice(0, SHOWN_FINISHED),
    last: ended.find(({ finishedAt }) => finishedAt !== null) ?? null,
  } as const;
}
