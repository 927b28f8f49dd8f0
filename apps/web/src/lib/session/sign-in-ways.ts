import { queryOptions } from '@tanstack/react-query';
import { request } from '../api';

interface SignInWays {
  readonly oidc: { readonly name: string } | null;
}

/** As the console is set up; it changes with its restart only. */
export const signInWaysQuery = () =>
  queryOptions({
    queryKey: ['sign-in-ways'],
    queryFn: ({ signal }) => request<SignInWays>('/auth/sign-in-ways', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
