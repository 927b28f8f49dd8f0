import { useMemo } from 'react';
import { languageTag } from '../../lib/format';
import { useLanguage } from '../../lib/i18n';
import { usePreferences } from '../../lib/preferences';
import type { TimeAxis } from './model/time-axis';

const DAY_MS = 86_400_000;
/** A span in which a clock time names one moment only. */
const SAME_DAY_MS = 20 * 3_600_000;

export interface ChartClock {
  readonly offsetMs: (atMs: number) => number;
  /** For a tick between others: a clock time, or a day. */
  readonly tick: (atMs: number, areDays: boolean) => string;
  /** For a moment that stands alone: as exact as the steps are. */
  readonly moment: (atMs: number, axis: TimeAxis) => string;
}

/** Times as the person wants to read them. */
export function useChartClock(): ChartClock {
  const language = useLanguage();
  const { timeZone } = usePreferences();
  return useMemo(() => {
    const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
      new Intl.DateTimeFormat(languageTag(language), {
        hourCycle: 'h23',
        ...options,
        ...(timeZone === 'utc' ? { timeZone: 'UTC' } : {}),
      });
    const day = { month: 'short', day: 'numeric' } as const;
    const clock = { hour: '2-digit', minute: '2-digit' } as const;
    const [days, clocks] = [format(day), format(clock)];
    const exact = format({ ...clock, second: '2-digit' });
    const dated = format({ ...day, ...clock });
    return {
      offsetMs: (atMs) => (timeZone === 'utc' ? 0 : -new Date(atMs).getTimezoneOffset() * 60_000),
      tick: (atMs, areDays) => (areDays ? days : clocks).format(atMs),
      moment: (atMs, { fromMs, toMs, stepMs }) => {
        if (stepMs >= DAY_MS) return days.format(atMs);
        return (toMs - fromMs > SAME_DAY_MS ? dated : exact).format(atMs);
      },
    };
  }, [language, timeZone]);
}
