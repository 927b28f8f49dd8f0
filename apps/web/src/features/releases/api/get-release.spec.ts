import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { ReleaseDetail } from '../../../lib/api';
import { aRelease, aStep } from '../../../testing/builders';
import { releaseQuery } from './get-release';

const at = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();
const held = (until: string | null): ReleaseDetail['blockedBy'] => [
  { kind: 'freeze', since: null, text: { en: '', zh: '' }, until, who: [] },
];

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** How often it was asked for in the first so many seconds, the first time not counted. */
async function askedIn(seconds: number, release: ReleaseDetail): Promise<number> {
  const cache = new QueryClient();
  const queryFn = jest.fn(async () => release);
  const stop = new QueryObserver(cache, { ...releaseQuery('r1'), queryFn }).subscribe(() => undefined);
  await jest.advanceTimersByTimeAsync(seconds * 1_000);
  stop();
  return queryFn.mock.calls.length - 1;
}

it('is asked for again as long as it is not over, since a clock says nothing when it closes a gate', async () => {
  expect(await askedIn(29, aRelease())).toBe(0);
  expect(await askedIn(95, aRelease())).toBe(3);
  expect(await askedIn(95, aRelease({ status: 'completed' }))).toBe(0);
});

it('is asked for when a wait is over or what holds it ends, once', async () => {
  const steps = [aStep(0, { status: 'active', endsAt: at(10) })];
  expect(await askedIn(9, aRelease({ steps }))).toBe(0);
  expect(await askedIn(12, aRelease({ steps }))).toBe(1);
  expect(await askedIn(5, aRelease({ blockedBy: held(at(3)) }))).toBe(1);
  expect(await askedIn(29, aRelease({ blockedBy: held(at(-3)), steps: [aStep(0)] }))).toBe(0);
  expect(await askedIn(29, aRelease({ blockedBy: held(null) }))).toBe(0);
});
