import { queryOptions } from '@tanstack/react-query';
import { request, type Bin } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

export const binQuery = (name: string) =>
  queryOptions({
    queryKey: queryKeys.bin(name),
    queryFn: ({ signal }) => request<Bin>(`/bins/${encodeURIComponent(name)}`, { signal }),
  });
