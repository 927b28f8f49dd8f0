import type { Format } from './format.js';
import { parse } from './parse.js';

/** Each key as `line path value`, or each fault as `line:column message`. */
export function told(format: Format, text: string): readonly string[] {
  const parsed = parse(format, text);
  if (!parsed.ok) return parsed.faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
  return parsed.keys.map(({ line, path, value }) => `${line} ${path} ${JSON.stringify(value)}`);
}
