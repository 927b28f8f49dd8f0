import { formatWeeklyHours } from './weekly-hours';

const hours = (days: number[], from = '09:00', to = '17:00') => ({
  timeZone: 'Asia/Shanghai',
  days,
  from,
  to,
});

it.each([
  [hours([5, 1, 2, 3, 4]), 'en', 'Mon–Fri 09:00–17:00 · Asia/Shanghai'],
  [hours([1, 2, 3, 4, 5]), 'zh', '周一至周五 09:00–17:00 · Asia/Shanghai'],
  [hours([1, 2, 4, 6, 7]), 'en', 'Mon, Tue, Thu, Sat, Sun 09:00–17:00 · Asia/Shanghai'],
  [hours([1, 2, 3, 4, 5, 6, 7], '22:00', '06:00'), 'en', 'daily 22:00–06:00 (next day) · Asia/Shanghai'],
  [hours([1, 2, 3, 4, 5, 6, 7], '00:00', '00:00'), 'zh', '每天 00:00–00:00（次日） · Asia/Shanghai'],
] as const)('says %j in %s', (value, language, text) =>
  expect(formatWeeklyHours(value, language)).toBe(text),
);
