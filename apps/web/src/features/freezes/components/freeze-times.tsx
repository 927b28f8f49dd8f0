import { Time } from '../../../components/ui';
import type { FreezeTimes as Times } from '../../../lib/api';
import { formatWeekday } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';

/** "Sat, Sun 00:00 – 00:00, Asia/Shanghai" or the two ends of a single one. */
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
  const days = (times.days ?? []).map((day) => formatWeekday(day, language)).join(', ');
  return (
    <span>
      {t('freeze.weeklyTimes', {
        days,
        from: times.from ?? '',
        to: times.to ?? '',
        zone: times.timeZone ?? '',
      })}
      {times.validUntil && (
        <>
          {' '}
          {t('freeze.until')} <Time iso={times.validUntil} />
        </>
      )}
    </span>
  );
}
