import { Time } from '../../../components/ui';
import type { FreezeTimes as Times } from '../../../lib/api';
import { formatWeeklyHours } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';

/** Hours of the week as everywhere else, or the two ends of a single one. */
export function FreezeTimes({ times }: { readonly times: Times }) {
  const t = useTranslate();
  const language = useLanguage();
  if (times.kind === 'once') {
    return (
      <span>
        <Time iso={times.startsAt ?? ''} /> – <Time iso={times.endsAt ?? ''} />
      </span>
    );
  }
  const { days = [], from = '', to = '', timeZone = '' } = times;
  return (
    <span>
      {formatWeeklyHours({ days, from, to, timeZone }, language)}
      {times.validUntil && (
        <>
          {' '}
          {t('freeze.until')} <Time iso={times.validUntil} />
        </>
      )}
    </span>
  );
}
