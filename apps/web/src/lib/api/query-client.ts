import { MutationCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-problem';

const MAX_RETRIES = 2;

/** Refusals are answers; only silence and server faults are worth asking again. */
export const isWorthRetrying = (failures: number, error: unknown): boolean =>
  failures < MAX_RETRIES && error instanceof ApiProblem && (error.status === 0 || error.status >= 502);

/** Whoever is refused because of what others did meanwhile is shown it, and can repeat the change on top of it. */
const saysWhatIsShownIsOld = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 404 || error.status === 409);

export const createQueryClient = (): QueryClient => {
  const client: QueryClient = new QueryClient({
    mutationCache: new MutationCache({
      onError: (error) => {
        if (saysWhatIsShownIsOld(error)) void client.invalidateQueries();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 10 * 60_000,
        retry: isWorthRetrying,
        retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 5_000),
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
};
