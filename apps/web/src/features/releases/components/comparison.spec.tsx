import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { ComparedRelease, ReleaseComparison } from '../../../lib/api';
import { around } from '../../../testing/around';
import { aRelease, aStep, counts } from '../../../testing/builders';
import { readingIn } from '../../../testing/reading-in';
import { Comparison } from './comparison';

const side = (some: Partial<ComparedRelease>): ComparedRelease => ({
  ...aRelease({ status: 'completed', startedAt: '2026-11-23T10:00:00.000Z', steps: [aStep(0)] }),
  durationSeconds: 90,
  ...some,
});
const a = side({ id: 'ra', number: 7, progress: counts({ succeeded: 10 }) });
const b = side({
  ...{ id: 'rb', number: 8, status: 'rolled_back', progress: counts({ failed: 3, reverted: 7 }) },
  bins: [{ bin: 'pay-api', kind: 'program', version: '3.0', fromVersions: [] }],
});

const named = (id: string) => ({ id, name: `name of ${id}` });

const comparison = (some: Partial<ReleaseComparison> = {}): ReleaseComparison => ({
  ...{ a, b, differs: ['bins'] },
  nodes: {
    ...{ both: 5, onlyInA: 3, onlyInB: 0 },
    ...{ sampleOnlyInA: [named('n 1'), named('n2')], sampleOnlyInB: [] },
  },
  ...some,
});

beforeAll(() => readingIn('en', 'compare'));
afterEach(cleanup);

const rowsOf = (title: string): readonly string[] =>
  within(screen.getByRole('table', { name: title }))
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent ?? '');

it('leads to both, the earlier one first', () => {
  render(around(<Comparison comparison={comparison()} />));
  const sides = screen.getAllByRole('link').filter((link) => link.getAttribute('href')?.includes('releases'));
  expect(sides.map((link) => link.getAttribute('href'))).toEqual(['/releases/ra', '/releases/rb']);
  expect(screen.getByText(/^Earlier · #7/)).toBeTruthy();
  expect(screen.getByText(/^Later · #8/)).toBeTruthy();
});

it('marks what differs, and what does not only then goes when asked', () => {
  render(around(<Comparison comparison={comparison()} />));
  expect(rowsOf('How it went')).toContain('From start to end');
  const lost = screen.getByRole('rowheader', { name: 'Nodes lost' }).closest('tr');
  expect([...(lost?.querySelectorAll('td') ?? [])].map(({ textContent }) => textContent)).toEqual(['0', '3']);
  expect(lost?.querySelector('ins')?.textContent).toBe('3');
  const whole = screen.getByRole('rowheader', { name: 'From start to end' }).closest('tr');
  expect(whole?.querySelector('ins')).toBeNull();

  fireEvent.click(screen.getByRole('switch', { name: 'Differences only' }));
  expect(rowsOf('How it went')).toEqual(['Outcome', 'Nodes done', 'Nodes lost', 'Nodes that went back']);
  expect(rowsOf('Plan')).toEqual(['Versions']);
  expect(screen.queryByRole('table', { name: 'How long each step took' })).toBeNull();
  expect(screen.getByText('Nothing differs here.')).toBeTruthy();
});

it('says which nodes only one of them had, and how many are not named', () => {
  render(around(<Comparison comparison={comparison()} />));
  const only = screen.getByText('Only in #7').nextElementSibling as HTMLElement;
  expect(only.textContent).toContain('3 nodes');
  expect(only.textContent).toContain('1 more');
  expect(within(only).getByRole('link', { name: 'name of n 1' }).getAttribute('href')).toBe('/nodes/n%201');
  const other = screen.getByText('Only in #8').nextElementSibling as HTMLElement;
  expect(other.textContent).toBe('0 nodes');
});

it('says why no nodes are compared while one of the two has not begun', () => {
  render(around(<Comparison comparison={comparison({ nodes: null })} />));
  expect(screen.getByText(/one of the two has not started/)).toBeTruthy();
});
