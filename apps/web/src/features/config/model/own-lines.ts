import type { ConfigKeyView } from '../../../lib/api';

/** Lines of an effective text whose keys are the environment's own, rising and each once. */
export const ownLines = (keys: readonly ConfigKeyView[]): readonly number[] =>
  [...new Set(keys.filter(({ layer }) => layer === 'override').map(({ line }) => line))].sort(
    (a, b) => a - b,
  );
