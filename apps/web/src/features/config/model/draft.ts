import type { ConfigFormat, ConfigLayer } from '../../../lib/api';

export const BASE = 'base';

/** What a person has in the editor, and the version of the layer that they began with. */
export interface Draft {
  readonly text: string | null;
  readonly removedKeys: readonly string[];
  readonly parentVersion: number;
}

export const draftOf = ({ text, removedKeys, version }: ConfigLayer): Draft => ({
  text,
  removedKeys,
  parentVersion: version,
});

const sameKeys = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key) => other.includes(key));

export const saysTheSame = (
  one: Pick<Draft, 'text' | 'removedKeys'>,
  other: Pick<Draft, 'text' | 'removedKeys'>,
): boolean => one.text === other.text && sameKeys(one.removedKeys, other.removedKeys);

const OBJECT = '{}\n';

/** What an environment lays over the base to begin with: nothing yet where there are keys, else the whole file. */
export const firstOverride = (format: ConfigFormat, baseText: string): string => {
  if (format === 'json' || format === 'yaml') return OBJECT;
  return format === 'nginx' || format === 'text' ? baseText : '';
};

export const hasKeys = (format: ConfigFormat): boolean => format !== 'nginx' && format !== 'text';
