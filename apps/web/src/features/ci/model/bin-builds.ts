import type { CiBuild, CiRule } from '../../../lib/api';

const MOST_JOBS = 5;
const SHOWN = 8;

/** Jobs whose builds become versions of a bin; one with a pattern can't be asked for by name. */
export function jobsOf(bin: string, rules: readonly CiRule[]) {
  const jobs = rules.filter((rule) => rule.bin === bin && !rule.job.includes('*'));
  const byName = new Map(jobs.map(({ sourceId, job }) => [`${sourceId} ${job}`, { sourceId, job }]));
  return [...byName.values()].slice(0, MOST_JOBS);
}

/** The newest of several lists, each build once. */
export function newestOf(lists: readonly (readonly CiBuild[])[]): readonly CiBuild[] {
  const byId = new Map(lists.flat().map((build) => [build.id, build]));
  return [...byId.values()]
    .sort((one, other) => Date.parse(other.seenAt) - Date.parse(one.seenAt))
    .slice(0, SHOWN);
}
