import { formatAmount, formatMilliseconds, formatShare } from './figures';

it.each([
  [0, '0', '0'],
  [0.0512, '0.0512', '0.0512'],
  [12.345, '12.3', '12.3'],
  [999.4, '999', '999'],
  [12_345.6, '12,346', '12,346'],
  [1_234_567, '1.23M', '123万'],
])('the amount %d is %s and %s', (value, en, zh) => {
  expect(formatAmount(value, 'en')).toBe(en);
  expect(formatAmount(value, 'zh')).toBe(zh);
});

it.each([
  [0, '0%'],
  [0.00012, '0.012%'],
  [0.015625, '1.56%'],
  [1, '100%'],
])('the share %d is %s', (value, text) => expect(formatShare(value, 'en')).toBe(text));

it.each([
  [0.8512, '0.851 ms'],
  [412.34, '412 ms'],
  [1_234, '1.23 s'],
  [65_000, '65 s'],
])('%d milliseconds are %s', (value, text) => expect(formatMilliseconds(value, 'en')).toBe(text));
