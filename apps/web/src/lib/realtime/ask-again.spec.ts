import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { createAskAgain } from './ask-again';

const KEY = ['rows'];
const PAGE_MS = 300;

/** A list of three pages on screen, of which the server answers one in a third of a second, by its state then. */
async function longList() {
  const cache = new QueryClient();
  const server = { state: 0 };
  const counted = { aborted: 0, asked: 0 };
  const observer = new InfiniteQueryObserver(cache, {
    queryKey: KEY,
    initialPageParam: 0,
    getNextPageParam: ({ page }: { readonly page: number; readonly state: number }) =>
      page < 3 ? page + 1 : null,
    queryFn: async ({ pageParam, signal }) => {
      counted.asked += 1;
      signal.addEventListener('abort', () => (counted.aborted += 1));
      const { state } = server;
      await new Promise((done) => setTimeout(done, PAGE_MS));
      return { page: pageParam, state };
    },
  });
  const stop = observer.subscribe(() => undefined);
  await jest.advanceTimersByTimeAsync(PAGE_MS);
  for (const _ of [1, 2]) {
    void observer.fetchNextPage();
    await jest.advanceTimersByTimeAsync(PAGE_MS);
  }
  counted.asked = 0;
  const states = () => observer.getCurrentResult().data?.pages.map(({ state }) => state);
  return { ask: createAskAgain(cache), server, counted, observer, states, stop };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('a round ends before the next one, and long lists are asked for at most twice a second', async () => {
  const { ask, server, counted, states, stop } = await longList();
  for (let each = 0; each < 100; each += 1) {
    server.state += 1;
    ask(KEY);
    await jest.advanceTimersByTimeAsync(100);
  }
  expect(counted.aborted).toBe(0);
  expect(counted.asked).toBeGreaterThan(6);
  expect(counted.asked).toBeLessThanOrEqual(2 * 10);
  expect(Math.min(...(states() ?? [0]))).toBeGreaterThan(70);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(states()).toEqual([100, 100, 100]);
  stop();
});

it('what is said while the first answer is still under way is asked for after it', async () => {
  const { ask, server, observer, states, stop } = await longList();
  void observer.refetch();
  await jest.advanceTimersByTimeAsync(3 * PAGE_MS - 1);
  server.state = 1;
  ask(KEY);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(states()).toEqual([1, 1, 1]);
  stop();
});

it('a further page that is asked for during a round comes, and the round is made up for', async () => {
  const { ask, server, observer, states, stop } = await longList();
  server.state = 1;
  ask(KEY);
  await jest.advanceTimersByTimeAsync(PAGE_MS);
  void observer.fetchNextPage();
  await jest.advanceTimersByTimeAsync(PAGE_MS);
  expect(states()).toEqual([0, 0, 0, 1]);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(states()).toEqual([1, 1, 1, 1]);
  stop();
});

it('what cannot be answered is not asked for again and again', async () => {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const queryFn = jest.fn(() => Promise.reject(new Error('gone')));
  const observer = new InfiniteQueryObserver(cache, {
    ...{ queryKey: KEY, initialPageParam: 0, getNextPageParam: () => null },
    queryFn,
  });
  const stop = observer.subscribe(() => undefined);
  await jest.advanceTimersByTimeAsync(100);
  createAskAgain(cache)(KEY);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(queryFn).toHaveBeenCalledTimes(2);
  stop();
});
