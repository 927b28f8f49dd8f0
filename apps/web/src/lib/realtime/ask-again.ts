import { hashKey, type QueryCache, type QueryClient, type QueryKey } from '@tanstack/react-query';

/** A list is asked for again page by page, so a long one rests longer. */
const REST_PER_FURTHER_PAGE_MS = 500;

/**
 * Asks again for what is on screen, one round at a time: a round that were cut short by the next one would
 * never end on a busy release. What is said during a round is asked for in one more after it.
 */
export function createAskAgain(cache: QueryClient): (queryKey: QueryKey) => void {
  const rounds = new Map<string, { isAgain: boolean }>();
  const queries = cache.getQueryCache();

  const run = async (queryKey: QueryKey, round: { isAgain: boolean }): Promise<void> => {
    // An answer that is under way may have been read before the event.
    if (cache.isFetching({ queryKey }) > 0) round.isAgain = true;
    await cache.invalidateQueries({ queryKey }, { cancelRefetch: false });
    if (wasPutOff(queries, queryKey)) round.isAgain = true;
    await rest(REST_PER_FURTHER_PAGE_MS * furtherPages(queries, queryKey));
  };

  return function ask(queryKey) {
    const name = hashKey(queryKey);
    const running = rounds.get(name);
    if (running) return void (running.isAgain = true);
    const round = { isAgain: false };
    rounds.set(name, round);
    void run(queryKey, round).finally(() => {
      rounds.delete(name);
      if (round.isAgain) ask(queryKey);
    });
  };
}

/** Whoever asks for a further page cuts the round short, and then only that page is new. */
const wasPutOff = (queries: QueryCache, queryKey: QueryKey): boolean =>
  queries.findAll({ queryKey, type: 'active' }).some(({ state }) => state.fetchMeta?.fetchMore !== undefined);

const furtherPages = (queries: QueryCache, queryKey: QueryKey): number =>
  Math.max(0, ...queries.findAll({ queryKey, type: 'active' }).map(({ state }) => pageCount(state.data) - 1));

const pageCount = (data: unknown): number =>
  typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)
    ? data.pages.length
    : 1;

const rest = (ms: number): Promise<void> =>
  ms === 0 ? Promise.resolve() : new Promise((done) => setTimeout(done, ms));
