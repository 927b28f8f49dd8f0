import { text, type Text } from '@release-console/rollout-core';

const KNOWN: Readonly<Record<string, string>> = {
  'Name a time zone such as Asia/Shanghai.': '请指定时区，例如 Asia/Shanghai。',
  'Name at least one day, each once, as 1 (Monday) to 7 (Sunday).':
    '请至少指定一天，不能重复，以 1（星期一）到 7（星期日）表示。',
  'Write the time as HH:MM, 00:00 to 23:59.': '时间请写成 HH:MM，00:00 到 23:59。',
  'Must be a moment between 1970 and 9998.': '必须是 1970 年到 9998 年之间的时间。',
  'Must be later than the beginning.': '必须晚于开始时间。',
};

/** What is wrong with times of a calendar in both languages; what nobody translated is framed. */
export function calendarWords(message: string): Text {
  return text(message, KNOWN[message] ?? `值无效：${message}`);
}
