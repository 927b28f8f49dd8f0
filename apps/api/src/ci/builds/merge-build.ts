import type { BuildFile } from './ci-build.entity.js';
import { ENDED, type BuildNews } from '../intake/reading/news.js';

/** What is known of a build. */
export type KnownBuild = Omit<BuildNews, 'job' | 'number' | 'queueId' | 'filesAt'>;

/**
 * What is known after some news, whatever came before. News of a later phase, or of a later end, say how it stands; those
 * of an earlier one only fill in what nobody has told yet.
 */
export function merged(known: KnownBuild | undefined, news: KnownBuild): KnownBuild {
  if (!known) return { ...news, files: mergedFiles([], news.files, false) };
  const isLater = isLaterThan(known, news);
  const [first, second] = isLater ? [news, known] : [known, news];
  return {
    shownNumber: first.shownNumber,
    phaseRank: first.phaseRank,
    // An ended build does not begin to run because a later phase does not say how it ended.
    state: first.state === 'running' && second.phaseRank >= ENDED ? second.state : first.state,
    url: first.url ?? second.url,
    branch: first.branch ?? second.branch,
    tag: first.tag ?? second.tag,
    commitId: first.commitId ?? second.commitId,
    byName: first.byName ?? second.byName,
    parameters: { ...second.parameters, ...first.parameters },
    files: mergedFiles(known.files, news.files, isLater),
    startedAt: first.startedAt ?? second.startedAt,
    finishedAt: first.finishedAt ?? second.finishedAt,
  };
}

/** A pipeline of GitLab ends once more when its jobs are run again. */
function isLaterThan(known: KnownBuild, news: KnownBuild): boolean {
  if (news.phaseRank !== known.phaseRank) return news.phaseRank > known.phaseRank;
  return (news.finishedAt?.getTime() ?? 0) > (known.finishedAt?.getTime() ?? 0);
}

/** Paths of files of which two digests were told: nobody knows which of them the build made. */
export function contradicted({ files }: Pick<KnownBuild, 'files'>): readonly string[] {
  return files.filter(({ isContradicted }) => isContradicted === true).map(({ path }) => path);
}

/** A digest that was told once is never replaced by another; where the file lies is, by what is told of later. */
function mergedFiles(
  known: readonly BuildFile[],
  news: readonly BuildFile[],
  isLater: boolean,
): readonly BuildFile[] {
  const files = new Map(known.map((file) => [file.path, file]));
  for (const file of news) {
    const before = files.get(file.path);
    const moved = isLater && file.url !== undefined ? { url: file.url } : {};
    const other = isOther(before?.sha256, file.sha256) ? { isContradicted: true as const } : {};
    files.set(file.path, { ...file, ...before, ...moved, ...other });
  }
  return [...files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

function isOther(known: string | undefined, told: string | undefined): boolean {
  return known !== undefined && told !== undefined && known !== told;
}
