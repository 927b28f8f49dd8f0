import type { ReleaseSummary } from '../../../lib/api';
import { isFinal, phaseOf } from './status-look';

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
    (release) => phaseOf(release.status) === 'bad' && release.author.id === myId && isFresh(release),
  );
  const approvals = active.filter(({ needsMyApproval }) => needsMyApproval);
  const others = active.filter(({ needsMyApproval, status }) => !needsMyApproval && !isFinal(status));
  return {
    needsYou: [...approvals, ...mineFailed],
    running: others.filter(({ status }) => phaseOf(status) === 'running'),
    waiting: others.filter(({ status }) => phaseOf(status) !== 'running'),
    finished: ended
      .filter((release) => isFresh(release) && !mineFailed.includes(release))
      .slice(0, SHOWN_FINISHED),
    last: ended.find(({ finishedAt }) => finishedAt !== null) ?? null,
  } as const;
}
