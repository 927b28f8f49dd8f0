import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { FleetNode } from '../api';
import { queryKeys } from '../api/query-keys';
import { createNodeRefresher } from './refresh-nodes';

const aNode = (id: string, name = id) => ({ id, name }) as FleetNode;
const key = [...queryKeys.nodes, 'paged', {}];
const pages = (count: number) => ({
  pages: Array.from({ length: count }, (_, page) => ({ items: [aNode(`n${page}`)], nextCursor: null })),
  pageParams: Array.from({ length: count }, () => null),
});

function watched(count: number) {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  cache.setQueryData(key, pages(count));
  const askAgain = jest.fn(async () => pages(count));
  const observer = new QueryObserver(cache, { queryKey: key, queryFn: askAgain });
  const stop = observer.subscribe(() => undefined);
  return { cache, askAgain, stop };
}

it('asks for one node and puts it into a long list, which is not fetched again', async () => {
  const { cache, askAgain, stop } = watched(40);
  const fetchNode = jest.fn(async (id: string) => aNode(id, 'renamed'));
  createNodeRefresher(cache, fetchNode)('n7');
  await new Promise((done) => setTimeout(done));
  expect(fetchNode).toHaveBeenCalledWith('n7');
  expect(askAgain).not.toHaveBeenCalled();
  const data = cache.getQueryData<ReturnType<typeof pages>>(key);
  expect(data?.pages[7]?.items[0]?.name).toBe('renamed');
  expect(data?.pages[8]?.items[0]?.name).toBe('n8');
  stop();
});

it('fetches a short list again, where new nodes can appear', async () => {
  const { cache, askAgain, stop } = watched(1);
  createNodeRefresher(cache, async (id) => aNode(id))('new-one');
  await new Promise((done) => setTimeout(done));
  expect(askAgain).toHaveBeenCalledTimes(1);
  stop();
});
