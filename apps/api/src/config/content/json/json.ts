import type { Dialect } from '../dialect.js';
import { readingOf } from '../reading.js';
import { JsonDraft } from './json-draft.js';
import { JsonScanner, type JsonPiece } from './json-scanner.js';

const STRING = /"(?:[^"\\]|\\.)*"/g;

/** RFC 8259, without comments. What changes is written with the indent of the file. */
export const JSON_DIALECT: Dialect<JsonPiece> = {
  read: (text) => readingOf(text, new JsonScanner(text).read()),
  *drafts(text, { set, gone }) {
    const draft = new JsonDraft(text, new JsonScanner(text).read());
    for (const leaf of gone) draft.remove(leaf);
    for (const leaf of set) draft.set(leaf);
    yield draft.toString();
  },
  filled: (text, fill) =>
    text.replace(STRING, (written) => {
      const value = JSON.parse(written) as string;
      const next = fill(value);
      return next === value ? written : JSON.stringify(next);
    }),
};
