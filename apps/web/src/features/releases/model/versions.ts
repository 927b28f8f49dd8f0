import type { ReleaseSummary } from '../../../lib/api';

export interface VersionChange {
  readonly bin: string;
  readonly from: string | null;
  readonly to: string;
  /** More than one version runs now, so "from" is only the most common of them. */
  readonly isMixed: boolean;
}

type Bins = ReleaseSummary['bins'];

export const versionChanges = (bins: Bins): readonly VersionChange[] =>
  bins.map(({ bin, version, fromVersions }) => {
    const byNodes = [...fromVersions].sort((a, b) => b.nodes - a.nodes);
    const known = byNodes.filter((from) => from.version !== null);
    return { bin, to: version, from: byNodes[0]?.version ?? null, isMixed: known.length > 1 };
  });

/** The one version that a rollback goes back to, if it is one. */
export function rollbackVersion(bins: Bins): string | null {
  const [change] = versionChanges(bins);
  return bins.length === 1 && change && !change.isMixed ? change.from : null;
}

export const releaseName = (release: Pick<ReleaseSummary, 'bins' | 'title' | 'number'>): string => {
  if (release.title) return release.title;
  return release.bins.map(({ bin, version }) => `${bin} ${version}`).join(', ') || `#${release.number}`;
};
