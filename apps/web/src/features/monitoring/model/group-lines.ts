import { BASELINE_LOOK, CANARY_LOOK, LINE_LOOKS, type ChartLine } from '../../../components/charts';
import type { GroupKey, TimeseriesGroup } from '../../../lib/api';
import type { Translate } from '../../../lib/i18n';

export const groupId = (key: GroupKey): string => JSON.stringify(key);

/**
 * As many groups as lines can be told apart: those that were heard of last, and of these those with the most requests.
 * They keep their order, so that a line keeps its colour while others come and go behind it.
 */
export function shownGroups(groups: readonly TimeseriesGroup[]): readonly TimeseriesGroup[] {
  if (groups.length <= LINE_LOOKS.length) return groups;
  const heard = ({ points }: TimeseriesGroup): number => Date.parse(points.at(-1)?.at ?? '');
  const requests = ({ points }: TimeseriesGroup): number =>
    points.reduce((sum, { requestRate }) => sum + (requestRate ?? 0), 0);
  const first = [...groups]
    .sort((a, b) => heard(b) - heard(a) || requests(b) - requests(a))
    .slice(0, LINE_LOOKS.length);
  return groups.filter((group) => first.includes(group));
}

export interface GroupWords {
  readonly t: Translate;
  /** Names of environments by id. */
  readonly environments: ReadonlyMap<string, string>;
}

export function groupLines(
  groups: readonly TimeseriesGroup[],
  { t, environments }: GroupWords,
): readonly ChartLine[] {
  const isOneBin = new Set(groups.map(({ key }) => key.bin)).size === 1;
  const labelOf = ({ bin, version, cohort, environmentId }: GroupKey): string => {
    if (cohort) return t(`monitoring.${cohort}`);
    if (environmentId) return environments.get(environmentId) ?? environmentId;
    if (version === undefined) return bin ?? t('monitoring.all');
    const name = version ?? t('bin.unknownVersion');
    return isOneBin ? name : `${bin} ${name}`;
  };
  return groups.map(({ key }, place) => ({
    id: groupId(key),
    label: labelOf(key),
    look: lookOf(key, place),
  }));
}

function lookOf({ cohort }: GroupKey, place: number): ChartLine['look'] {
  if (cohort) return cohort === 'canary' ? CANARY_LOOK : BASELINE_LOOK;
  return LINE_LOOKS[place % LINE_LOOKS.length] ?? CANARY_LOOK;
}
