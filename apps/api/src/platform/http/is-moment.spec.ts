import { isMoment } from './is-moment.js';

describe('a moment', () => {
  it.each([
    '2027-01-01T10:00:00Z',
    '2027-01-01T10:00:00.123Z',
    '2027-01-01T10:00:00+08:00',
    '2027-01-01T10:00-03:30',
  ])('%s is one', (text) => {
    expect(isMoment(text)).toBe(true);
  });

  it.each([
    '2027-01-01T10:00:00+08',
    '2027-01-01T10',
    '20270101T100000Z',
    '2027-W10-1',
    '2027-W10',
    '2027-01-01T10:00',
    '2027-01-01',
    '2027-02-30T10:00:00Z',
    '2027-01-01T25:00:00Z',
    '',
    7,
    null,
  ])('%s is none', (text) => {
    expect(isMoment(text)).toBe(false);
  });
});
