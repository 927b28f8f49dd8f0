import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { around } from '../../../testing/around';
import { aRelease, counts } from '../../../testing/builders';
import { readingIn } from '../../../testing/reading-in';
import { Waves } from './waves';

const release = aRelease({
  waves: [
    { index: 0, size: 4, counts: counts({ succeeded: 2, failed: 1, dark: 1 }) },
    { index: 2, size: 6, counts: counts({ pending: 6 }) },
  ] as unknown as ReturnType<typeof aRelease>['waves'],
});

let chosen: string[];

beforeAll(() => readingIn('en'));
beforeEach(() => void (chosen = []));
afterEach(cleanup);

function shown(selected: string, of = release): readonly HTMLElement[] {
  render(around(<Waves release={of} selected={selected} onSelect={(wave) => chosen.push(wave)} />));
  return screen.queryAllByRole('button');
}

it('each wave says how many of its nodes are done, and how many are lost where some are', () => {
  const [first, second] = shown('');
  expect(first?.textContent).toContain('W1');
  expect(first?.textContent).toContain('2 / 4');
  expect(first?.textContent).toContain('✕ 2');
  expect(second?.textContent).toContain('0 / 6');
  expect(second?.textContent).not.toContain('✕');
});

it('pressing a wave chooses it by its own number, and pressing it again lets it go', () => {
  const [first, second] = shown('0');
  expect([first, second].map((wave) => wave?.getAttribute('aria-pressed'))).toEqual(['true', 'false']);
  if (second) fireEvent.click(second);
  if (first) fireEvent.click(first);
  expect(chosen).toEqual(['2', '']);
});

it('takes no room before there are any', () => {
  expect(shown('', aRelease({ waves: [] }))).toEqual([]);
  expect(screen.queryByText('Waves')).toBeNull();
});
