import type { Labels, Strategy } from '../../../lib/api';

/** A wave that is chosen by labels, as it is typed: `region=north`, one text per value. */
export interface NamedWave {
  readonly name: string;
  readonly pairs: readonly string[];
}

type ContractWave = NonNullable<Strategy['waves']>[number];

export const NEW_WAVE: NamedWave = { name: '', pairs: [] };

const PAIR = /^([^=\s]+)=(.+)$/;

export const areWavesSound = (waves: readonly NamedWave[]): boolean =>
  waves.length > 0 && waves.every(({ pairs }) => pairs.length > 0 && pairs.every((pair) => PAIR.test(pair)));

/** Values of the same label are alternatives, different labels must all fit. */
export const toContractWaves = (waves: readonly NamedWave[]): ContractWave[] =>
  waves.map(({ name, pairs }) => {
    const labels: Record<string, string[]> = {};
    for (const pair of pairs) {
      const [, key = '', value = ''] = PAIR.exec(pair) ?? [];
      labels[key] = [...(labels[key] ?? []), value];
    }
    return { ...(name.trim() === '' ? {} : { name: name.trim() }), labels };
  });

export const fromContractWaves = (waves: readonly ContractWave[]): readonly NamedWave[] =>
  waves.map(({ name, labels }) => ({
    name: name ?? '',
    pairs: Object.entries(labels).flatMap(([key, values]) => values.map((value) => `${key}=${value}`)),
  }));

/** Every label that these nodes have, to choose from. */
export const knownPairs = (all: readonly Labels[]): string[] =>
  [
    ...new Set(all.flatMap((labels) => Object.entries(labels).map(([key, value]) => `${key}=${value}`))),
  ].sort();
