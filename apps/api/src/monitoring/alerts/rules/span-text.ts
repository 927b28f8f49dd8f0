import { text, type Text } from '@release-console/rollout-core';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something has been so, as exactly as anybody wants to know it. */
export function spanText(seconds: number): Text {
  if (seconds < 2 * MINUTE) return text(`${Math.round(seconds)} s`, `${Math.round(seconds)} 秒`);
  if (seconds < 2 * HOUR) return inUnits(seconds / MINUTE, 'min', '分钟');
  if (seconds < 2 * DAY) return inUnits(seconds / HOUR, 'h', '小时');
  return inUnits(seconds / DAY, 'd', '天');
}

function inUnits(count: number, en: string, zh: string): Text {
  return text(`${Math.floor(count)} ${en}`, `${Math.floor(count)} ${zh}`);
}
