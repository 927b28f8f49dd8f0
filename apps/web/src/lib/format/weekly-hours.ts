import type { Language, WeeklyHours } from '../api';
import { formatWeekday } from './calendar';

const WORDS: Readonly<
  Record<
    Language,
    { readonly daily: string; readonly next: string; readonly and: string; readonly span: string }
  >
> = {
  en: { daily: 'daily', next: ' (next day)', and: ', ', span: '–' },
  zh: { daily: '每天', next: '（次日）', and: '、', span: '至' },
};

/** "Mon–Fri 09:00–17:00, Asia/Shanghai"; not later than the beginning means the next day. */
export function formatWeeklyHours({ days, from, to, timeZone }: WeeklyHours, language: Language): string {
  const { daily, next, and } = WORDS[language];
  const end = to > from ? to : `${to}${next}`;
  const when = days.length === 7 ? daily : daysText(days, language).join(and);
  return `${when} ${from}–${end} · ${timeZone}`;
}

/** Three or more in a row become a span. */
function daysText(days: readonly number[], language: Language): readonly string[] {
  const runs: number[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs.flatMap((run) => {
    const names = run.map((day) => formatWeekday(day, language));
    return run.length < 3 ? names : [names[0] + WORDS[language].span + names.at(-1)];
  });
}
