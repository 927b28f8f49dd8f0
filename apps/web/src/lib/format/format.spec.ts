import { formatBytes, formatNumber } from './numbers';
import { noteServerTime, serverNow } from './server-clock';
import { formatAgo, formatDuration, formatExact, formatShort } from './times';

const NOW = Date.parse('2026-11-23T12:00:00Z');

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [48_213_992, '48.2 MB'],
  [11_600_000_000, '11.6 GB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes, 'en')).toBe(text));

it.each([
  [0, '0 s', '0 秒'],
  [59, '59 s', '59 秒'],
  [3_840, '1 h 4 min', '1 小时 4 分'],
  [86_400, '1 d', '1 天'],
  [90_061, '1 d 1 h', '1 天 1 小时'],
])('%d seconds are %s and %s', (seconds, en, zh) => {
  expect(formatDuration(seconds, 'en')).toBe(en);
  expect(formatDuration(seconds, 'zh')).toBe(zh);
});

it('shows today as a clock time and names the day of every other', () => {
  expect(formatShort('2026-11-23T09:05:00Z', NOW, 'en', 'utc')).toBe('09:05');
  expect(formatShort('2026-11-22T09:05:00Z', NOW, 'en', 'utc')).toContain('22 Nov');
  expect(formatShort('2025-11-22T09:05:00Z', NOW, 'en', 'utc')).toContain('2025');
});

it('names the zone where it is exact', () => {
  expect(formatExact('2026-11-23T09:05:07Z', 'en', 'utc')).toMatch(/09:05:07.*UTC/);
});

it('says how long ago in both languages', () => {
  expect(formatAgo('2026-11-23T11:57:00Z', NOW, 'en')).toBe('3 min ago');
  expect(formatAgo('2026-11-23T11:57:00Z', NOW, 'zh')).toBe('3分钟前');
  expect(formatNumber(12_345, 'en')).toBe('12,345');
});

it('follows the clock of the server, but not the fractions that its header lacks', () => {
  noteServerTime(Date.now() + 60_000);
  expect(Math.abs(serverNow() - Date.now() - 60_000)).toBeLessThan(1_000);
  noteServerTime(Date.now() + 900);
  expect(Math.abs(serverNow() - Date.now())).toBeLessThan(500);
});
