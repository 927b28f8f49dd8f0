import type { Environment } from '../../../lib/api';

type Ruled = Pick<Environment, 'id' | 'promotionRule'>;

/** Environments from which versions may come: none whose own rules lead back to this one. */
export function possibleSources<T extends Ruled>(environment: Ruled | null, all: readonly T[]): readonly T[] {
  if (environment === null) return all;
  return all.filter((candidate) => !chainFrom(candidate, all).includes(environment.id));
}

function chainFrom(start: Ruled, all: readonly Ruled[]): readonly string[] {
  const chain: string[] = [];
  let next: Ruled | undefined = start;
  while (next && !chain.includes(next.id)) {
    chain.push(next.id);
    const from: string | undefined = next.promotionRule?.fromEnvironmentId;
    next = all.find(({ id }) => id === from);
  }
  return chain;
}
