import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { request, type FleetNode, type Page } from '../api';
import { queryKeys } from '../api/query-keys';
import { throttleTrailing } from './throttle';

const INTERVAL_MS = 1_500;
/** Asking for one node is cheap, asking for a page of 200 again is not; beyond so many it is the other way round. */
const MAX_SINGLE = 12;
const MAX_PAGES_AGAIN = 2;

type Cached = InfiniteData<Page<FleetNode>> | undefined;

/** Keeps node lists fresh without fetching ten thousand rows again because one of them has spoken. */
export function createNodeRefresher(cache: QueryClient, fetchNode = fetchOne): (id: string) => void {
  const changed = new Set<string>();
  const flush = throttleTrailing(() => {
    const ids = [...changed];
    changed.clear();
    void cache.invalidateQueries({ queryKey: queryKeys.nodeSummary });
    for (const id of ids) void cache.invalidateQueries({ queryKey: queryKeys.node(id) });
    void cache.invalidateQueries({
      queryKey: queryKeys.nodes,
      predicate: ({ queryKey, state }) => queryKey[1] === 'paged' && pageCount(state.data) <= MAX_PAGES_AGAIN,
    });
    for (const id of ids.filter((one) => isInLongList(cache, one)).slice(0, MAX_SINGLE)) {
      void fetchNode(id).then(
        (node) => putNode(cache, node),
        () => undefined,
      );
    }
  }, INTERVAL_MS);
  return (id) => {
    changed.add(id);
    flush();
  };
}

const fetchOne = (id: string): Promise<FleetNode> => request<FleetNode>(`/nodes/${encodeURIComponent(id)}`);

const pageCount = (data: unknown): number => (data as Cached)?.pages?.length ?? 0;

const isInLongList = (cache: QueryClient, id: string): boolean =>
  cache
    .getQueriesData<Cached>({ queryKey: [...queryKeys.nodes, 'paged'], type: 'active' })
    .some(
      ([, data]) =>
        pageCount(data) > MAX_PAGES_AGAIN &&
        data?.pages.some(({ items }) => items.some((node) => node.id === id)),
    );

export function putNode(cache: QueryClient, node: FleetNode): void {
  cache.setQueriesData<Cached>({ queryKey: [...queryKeys.nodes, 'paged'] }, (data) => {
    if (!data?.pages.some(({ items }) => items.some(({ id }) => id === node.id))) return data;
    const pages = data.pages.map((page) =>
      page.items.some(({ id }) => id === node.id)
        ? { ...page, items: page.items.map((old) => (old.id === node.id ? node : old)) }
        : page,
    );
    return { ...data, pages };
  });
}
