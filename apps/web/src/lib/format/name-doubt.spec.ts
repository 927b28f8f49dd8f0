import { nameDoubt, shownName } from './name-doubt';

describe('F38 names that could be taken for others', () => {
  it.each([
    ['\u0430dmin', 'scripts'],
    ['Π\u0430yments', 'scripts'],
    ['admin\u200b', 'hidden'],
    ['\u202enimda', 'hidden'],
    ['a\u2066b', 'hidden'],
    ['Payments', null],
    ['支付 Payments', null],
    ['Платежи', null],
    ['テスト shop', null],
    ['👩‍🚀 Ops', null],
    ['می‌خواهم', null],
  ])('%j: %s', (name, doubt) => expect(nameDoubt(name)).toBe(doubt));

  it('have nothing hidden left when they are shown', () => {
    expect(shownName('a\u202eb\u200bc')).toBe('a⟨U+202E⟩b⟨U+200B⟩c');
    expect(shownName('支付')).toBe('支付');
  });
});
