import { dialectOf } from './dialects.js';
import { orFaults, type Place, type Refused } from './fault.js';
import { isKeyed, type Format } from './format.js';
import { checkText, splitMark } from './limits.js';
import { checkNginx } from './nginx/nginx.js';
import { readText } from './rewrite.js';
import { valueOf, type JsonValue } from './tree.js';

/** A key of a file, where it stands. */
export interface ConfigKey extends Place {
  /** As `pathOf` writes it; of properties the key as it is. Lists are values: their entries have no paths. */
  readonly path: string;
  /** Numbers that JSON can not say (dates, infinities) are texts; long whole ones lose their last digits here only. */
  readonly value: JsonValue;
}

export interface Parsed {
  readonly ok: true;
  /** In the order of the file; none of nginx and text, whose files are one whole. */
  readonly keys: readonly ConfigKey[];
  /** All of it as JSON; null of nginx and text. */
  readonly root: JsonValue;
  /** Of each key and each object, by path; the file itself is ''. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Whether a text is of its format, and what it says. */
export function parse(format: Format, text: string): Parsed | Refused {
  return orFaults(() => {
    if (isKeyed(format)) {
      const { leaves, root, places } = readText(dialectOf(format), text);
      const keys = [...leaves.values()].map(({ path, value, line, column }) => ({
        path,
        value,
        line,
        column,
      }));
      return { ok: true, keys, root: valueOf(root), places } as const;
    }
    checkText(text);
    if (format === 'nginx') checkNginx(splitMark(text).body);
    return { ok: true, keys: [], root: null, places: new Map() } as const;
  });
}
