/** What configuration files are written in. */
export const FORMATS = ['json', 'yaml', 'toml', 'properties', 'ini', 'nginx', 'text'] as const;
export type Format = (typeof FORMATS)[number];

/** Those whose files are made of keys; of the others a file is one whole. */
export type KeyedFormat = Exclude<Format, 'nginx' | 'text'>;

export function isKeyed(format: Format): format is KeyedFormat {
  return format !== 'nginx' && format !== 'text';
}
