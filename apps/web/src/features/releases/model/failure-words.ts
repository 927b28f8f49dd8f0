import type { FailureGroup, Language, SharedFact } from '../../../lib/api';
import { formatNumber } from '../../../lib/format';
import type { Translate } from '../../../lib/i18n';

/** "kernel 4.18", "isp = cmcc". */
export const factText = ({ kind, name, value }: SharedFact, t: Translate): string =>
  t(`fact.${kind}`, { name, value });

/** "14 of 14 here, 14 of 60 asked". */
export const shareText = (fact: SharedFact, group: FailureGroup, total: number, t: Translate): string =>
  t('failures.share', { inGroup: fact.inGroup, count: group.count, asked: fact.asked, total });

/** Rounded down, so that what is nearly as frequent is not called more. */
export const liftText = ({ lift }: SharedFact, t: Translate, language: Language): string =>
  t('failures.lift', { lift: formatNumber(Math.floor(lift * 10) / 10, language) });
