import { hashKey, QueryClient, type QueryKey } from '@tanstack/react-query';
import { aRelease, counts } from '../../testing/builders';
import type { ReleaseDetail } from '../api';
import { queryKeys } from '../api/query-keys';
import { createEventApplier } from './apply-event';
import { applyReleasePatch, patchRelease } from './apply-release-patch';
import { throttleTrailing } from './throttle';

const detailIn = (cache: QueryClient) => cache.getQueryData<ReleaseDetail>(queryKeys.release('r1'));

describe('a patch', () => {
  it('changes the detail and every list that shows the release, and nothing else', () => {
    const cache = new QueryClient();
    const other = aRelease({ id: 'r2' });
    const list = [...queryKeys.releaseLists, 'paged', {}];
    cache.setQueryData(queryKeys.release('r1'), aRelease());
    cache.setQueryData(list, {
      pages: [{ items: [aRelease(), other], nextCursor: null }],
      pageParams: [null],
    });
    const progress = counts({ succeeded: 10 });
    expect(applyReleasePatch(cache, 'r1', { status: 'completed', revision: 6, progress })).toBe(true);
    expect(detailIn(cache)).toMatchObject({
      status: 'completed',
      revision: 6,
      progress,
      planHash: 'a1b2c3d4e5',
    });
    const pages = cache.getQueryData<{ pages: { items: ReleaseDetail[] }[] }>(list)?.pages;
    expect(pages?.[0]?.items.map(({ status }) => status)).toEqual(['completed', 'deploying']);
    expect(pages?.[0]?.items[1]).toBe(other);
  });

  it('of an older revision does not win', () => {
    const current = aRelease({ revision: 9, status: 'paused' });
    expect(patchRelease(current, { revision: 8, status: 'deploying' })).toBe(current);
  });

  it('of the same revision brings progress, which does not make a revision', () => {
    const progress = counts({ succeeded: 4 });
    expect(patchRelease(aRelease(), { revision: 5, progress }).progress).toBe(progress);
  });
});

describe('many events', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('become at most four changes a second, and the last one is never lost', () => {
    const cache = new QueryClient();
    cache.setQueryData(queryKeys.release('r1'), aRelease());
    let commits = 0;
    cache.getQueryCache().subscribe(({ type }) => (commits += type === 'updated' ? 1 : 0));
    const apply = createEventApplier(cache);
    for (let seq = 1; seq <= 200; seq += 1) {
      apply({
        type: 'event',
        topic: 'release',
        id: 'r1',
        projectId: 'p1',
        seq,
        patch: { revision: 5, step: seq },
      });
      jest.advanceTimersByTime(5);
    }
    jest.advanceTimersByTime(250);
    expect(detailIn(cache)?.step).toBe(200);
    // One write and one "ask again" per commit.
    expect(commits).toBeLessThanOrEqual(2 * 6);
  });

  it('have the groups of failures asked for again, which take long to work out, every three seconds', async () => {
    const cache = new QueryClient();
    const asked = jest.spyOn(cache, 'invalidateQueries');
    const apply = createEventApplier(cache);
    for (let seq = 1; seq <= 60; seq += 1) {
      apply({ type: 'event', topic: 'release', id: 'r1', projectId: 'p1', seq, patch: { revision: 5 } });
      await jest.advanceTimersByTimeAsync(100);
    }
    await jest.advanceTimersByTimeAsync(5_000);
    const failures = hashKey(queryKeys.releaseFailures('r1'));
    const keys = asked.mock.calls.map(([filter]) => hashKey(filter?.queryKey ?? []));
    expect(keys.filter((key) => key === failures)).toHaveLength(4);
  });

  it.each([
    ['alert', queryKeys.alerts],
    ['bin', queryKeys.bins],
    ['config', queryKeys.configs],
  ] as const)('of the topic %s asks again what is shown of it, and nothing else', (topic, key) => {
    const cache = new QueryClient();
    const asked = jest.spyOn(cache, 'invalidateQueries');
    createEventApplier(cache)({ type: 'event', topic, id: 'x', projectId: 'p1', seq: 1 });
    jest.advanceTimersByTime(2_000);
    expect(asked.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([key]);
  });

  it.each(['p1', null])(
    'of a project (%s) ask again for its freezes and for what they may hold, no more often than the others',
    async (projectId) => {
      const cache = new QueryClient();
      const asked = jest.spyOn(cache, 'invalidateQueries');
      const apply = createEventApplier(cache);
      for (const seq of [1, 2, 3]) apply({ type: 'event', topic: 'project', id: 'x', projectId, seq });
      await jest.advanceTimersByTimeAsync(5_000);
      const keys = asked.mock.calls.map(([filter]) => hashKey(filter?.queryKey ?? []));
      const times = (key: QueryKey): number => keys.filter((each) => each === hashKey(key)).length;
      const { projects, freezes, releaseDetails, releaseLists } = queryKeys;
      expect([projects, freezes, releaseDetails, releaseLists].map(times)).toEqual([2, 2, 2, 2]);
    },
  );

  it('throttled work runs at once, then once more at the end', () => {
    const run = jest.fn();
    const throttled = throttleTrailing(run, 100);
    throttled();
    throttled();
    throttled();
    expect(run).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(100);
    expect(run).toHaveBeenCalledTimes(2);
  });
});
