import { useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, IconButton, ProblemNotice, VisuallyHidden, WEEKDAYS } from '../../../components/ui';
import type { Freeze } from '../../../lib/api';
import { formatWeekday, languageTag, serverNow } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { usePreferences } from '../../../lib/preferences';
import { freezesQuery, type FreezeScope } from '../api/freezes';
import { addMonths, dateOf, daysOf, freezesOn, monthOf, type Day, type Month } from '../model/month';
import styles from './freezes.module.css';

const SHOWN_PER_DAY = 3;

/** One month with what holds on each of its days. On a phone a day shows marks, and its names in the list below. */
export function FreezeCalendar({ scope }: { readonly scope: FreezeScope }) {
  const t = useTranslate();
  const { timeZone } = usePreferences();
  const [month, setMonth] = useState<Month>(() => monthOf(serverNow(), timeZone));
  const days = daysOf(month, timeZone);
  const iso = (ms: number | undefined): string => new Date(ms ?? 0).toISOString();
  const query = useQuery(freezesQuery(scope, iso(days[0]?.startsAt), iso(days.at(-1)?.endsAt)));
  return (
    <div className={styles.calendar}>
      <Months month={month} onChange={setMonth} />
      {query.error && (
        <ProblemNotice
          error={query.error}
          what={t('common.couldNotLoad', { what: t('freeze.title') })}
          onRetry={() => void query.refetch()}
        />
      )}
      <Grid month={month} days={days} freezes={query.data?.items ?? []} isBusy={query.isPending} />
    </div>
  );
}

const useMonthTitle = (month: Month): string =>
  new Intl.DateTimeFormat(languageTag(useLanguage()), {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(Date.UTC(month.year, month.month - 1, 1)));

function Months(props: { readonly month: Month; readonly onChange: (month: Month) => void }) {
  const { month, onChange } = props;
  const t = useTranslate();
  const { timeZone } = usePreferences();
  return (
    <div className={styles.months}>
      <IconButton label={t('freeze.earlier')} size="lg" onClick={() => onChange(addMonths(month, -1))}>
        <IconChevronLeft size={18} />
      </IconButton>
      <strong className={styles.monthTitle} aria-live="polite">
        {useMonthTitle(month)}
      </strong>
      <IconButton label={t('freeze.later')} size="lg" onClick={() => onChange(addMonths(month, 1))}>
        <IconChevronRight size={18} />
      </IconButton>
      <Button size="xs" onClick={() => onChange(monthOf(serverNow(), timeZone))}>
        {t('freeze.today')}
      </Button>
    </div>
  );
}

function Grid(props: {
  readonly month: Month;
  readonly days: readonly Day[];
  readonly freezes: readonly Freeze[];
  readonly isBusy: boolean;
}) {
  const { month, days, freezes, isBusy } = props;
  const t = useTranslate();
  const language = useLanguage();
  const title = useMonthTitle(month);
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  return (
    <table className={styles.grid} aria-label={t('freeze.calendarOf', { month: title })} aria-busy={isBusy}>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              {formatWeekday(day, language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.date}>
            {week.map((day) => (
              <DayCell key={day.date} day={day} held={freezesOn(day, freezes)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ day, held }: { readonly day: Day; readonly held: readonly Freeze[] }) {
  const t = useTranslate();
  const { timeZone } = usePreferences();
  const isToday = day.date === dateOf(serverNow(), timeZone);
  const more = held.length - SHOWN_PER_DAY;
  return (
    <td
      className={`${styles.day} ${day.isInMonth ? '' : styles.outside} ${held.length > 0 ? styles.held : ''}`}
      data-date={day.date}
    >
      <time
        dateTime={day.date}
        className={isToday ? styles.isToday : undefined}
        aria-current={isToday ? 'date' : undefined}
      >
        {Number(day.date.slice(8))}
      </time>
      {held.slice(0, SHOWN_PER_DAY).map(({ id, name }) => (
        <span key={id} className={styles.mark} title={name}>
          <span className={styles.markName}>{name}</span>
        </span>
      ))}
      {more > 0 && (
        <span className={styles.moreMarks}>
          +{more}
          <VisuallyHidden>{t('freeze.more', { count: more })}</VisuallyHidden>
        </span>
      )}
    </td>
  );
}
