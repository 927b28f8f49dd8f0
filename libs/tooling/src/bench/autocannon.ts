import { createRequire } from 'node:module';

export interface CannonResult {
  readonly requests: { readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly duration: number;
  readonly errors: number;
  readonly non2xx: number;
  readonly statusCodeStats: Readonly<Record<string, { readonly count: number }>>;
}

// The package has no types of its own.
export const autocannon = createRequire(import.meta.url)('autocannon') as (
  options: object,
) => Promise<CannonResult>;
