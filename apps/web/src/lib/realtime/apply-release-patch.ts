import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Page, ReleaseDetail, ReleaseSummary } from '../api';
import { queryKeys } from '../api/query-keys';
import type { ReleasePatch } from './messages';

type Cached = Page<ReleaseSummary> | InfiniteData<Page<ReleaseSummary>> | undefined;

/** A patch about an older revision than the one on screen came late and must not win. */
export const isNewer = (current: { readonly revision: number }, patch: ReleasePatch): boolean =>
  patch.revision === undefined || patch.revision >= current.revision;

export function patchRelease<T extends ReleaseSummary>(current: T, patch: ReleasePatch): T {
  return isNewer(current, patch) ? { ...current, ...patch } : current;
}

/** Answers whether any list on screen shows this release. */
export function applyReleasePatch(cache: QueryClient, id: string, patch: ReleasePatch): boolean {
  cache.setQueryData<ReleaseDetail>(
    queryKeys.release(id),
    (current) => current && patchRelease(current, patch),
  );
  let isListed = false;
  const inPage = (page: Page<ReleaseSummary>): Page<ReleaseSummary> => {
    if (!page.items.some((release) => release.id === id)) return page;
    isListed = true;
    return { ...page, items: page.items.map((item) => (item.id === id ? patchRelease(item, patch) : item)) };
  };
  cache.setQueriesData<Cached>({ queryKey: queryKeys.releaseLists }, (cached) => mapPages(cached, inPage));
  return isListed;
}

function mapPages(cached: Cached, change: (page: Page<ReleaseSummary>) => Page<ReleaseSummary>): Cached {
  if (!cached) return cached;
  if (!('pages' in cached)) return change(cached);
  const pages = cached.pages.map(change);
  return pages.some((page, index) => page !== cached.pages[index]) ? { ...cached, pages } : cached;
}
