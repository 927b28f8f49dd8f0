import { cleanup, render, screen } from '@testing-library/react';
import type { ReleaseDetail, ReleaseStep } from '../../../lib/api';
import { around } from '../../../testing/around';
import { anApproval, aRelease, aStep } from '../../../testing/builders';
import { readingIn } from '../../../testing/reading-in';
import { StepTimeline } from './step-timeline';

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();
const done = (index: number, some: Partial<ReleaseStep> = {}): ReleaseStep =>
  aStep(index, { status: 'done', startedAt: ago(300), endedAt: ago(180), ...some });
const wait = (index: number, some: Partial<ReleaseStep> = {}): ReleaseStep =>
  aStep(index, { kind: 'pause', nodes: null, ...some });

beforeAll(() => readingIn('en', 'monitoring'));
afterEach(cleanup);

function shown(some: Partial<ReleaseDetail>): readonly HTMLElement[] {
  render(around(<StepTimeline release={aRelease(some)} />));
  return screen.getAllByRole('listitem');
}

const current = (items: readonly HTMLElement[]): readonly (string | null)[] =>
  items.filter((item) => item.getAttribute('aria-current') === 'step').map(({ textContent }) => textContent);

it('says what each step is, and how long those that are over took', () => {
  const items = shown({
    steps: [
      done(0, { weightPercent: 10, nodes: 1 }),
      wait(1, { status: 'skipped', seconds: 600 }),
      wait(2, { status: 'active', startedAt: ago(5) }),
      aStep(3, { name: 'Ningxia', weightPercent: 100, nodes: 10 }),
    ],
    status: 'paused',
  });
  expect(items.map(({ textContent }) => textContent?.replace(/\d+ s$/, 'some s'))).toEqual([
    '✓10 % · 1 node2 min',
    '⇥Wait 10 minskipped',
    '‖Wait for a personsome s',
    '4Ningxia · 100 % · 10 nodes',
  ]);
  expect(current(items)).toHaveLength(1);
  expect(current(items)[0]).toContain('Wait for a person');
});

it('counts down a wait that ends by itself', () => {
  const endsAt = new Date(Date.now() + 90_500).toISOString();
  const [, item] = shown({
    steps: [done(0), wait(1, { status: 'active', seconds: 120, startedAt: ago(29), endsAt })],
  });
  expect(item?.textContent).toMatch(/^2Wait 2 min(1 min 30 s|9\d s|1 min 29 s) left$/);
});

it('has a place for an approval, at which the release stands while it is waited for', () => {
  const approval = anApproval({ required: 2, given: 1 });
  const items = shown({ status: 'pending_approval', approval, steps: [aStep(0)] });
  expect(items[0]?.textContent).toContain('Approval1 of 2');
  expect(current(items)).toEqual([items[0]?.textContent]);
  cleanup();
  expect(shown({ steps: [aStep(0)] })).toHaveLength(1);
});

it('a release that is over stands nowhere, and nothing of it runs on', () => {
  const items = shown({
    status: 'stopped',
    steps: [done(0), wait(1, { status: 'active', startedAt: ago(60) })],
  });
  expect(current(items)).toEqual([]);
  expect(items[1]?.textContent).toBe('2Wait for a person');
});

it('of many steps those around the present one are shown, and the others counted', () => {
  const steps = Array.from({ length: 20 }, (_, index) =>
    index < 10 ? done(index) : aStep(index, index === 10 ? { status: 'active', startedAt: ago(1) } : {}),
  );
  const items = shown({ steps });
  expect(items[0]?.textContent).toBe('✓8 done');
  expect(items[items.length - 1]?.textContent).toBe('…5 more');
  expect(current(items)[0]).toContain('11');
});
