import { visit } from 'yaml';
import type { Dialect } from '../dialect.js';
import { spliced, type Splice } from '../lines/line-draft.js';
import { readingOf } from '../reading.js';
import { composed } from './yaml-document.js';
import { editedByNodes } from './yaml-edit.js';
import { editedInPlace } from './yaml-splice.js';
import { yamlTree, type YamlPiece } from './yaml-tree.js';

/** YAML 1.2 with `<<`, one document. */
export const YAML_DIALECT: Dialect<YamlPiece> = {
  read: (text) => readingOf(text, yamlTree(text, composed(text))),
  *drafts(text, changes) {
    const inPlace = editedInPlace(text, changes);
    if (inPlace !== null) yield inPlace;
    for (const isWrittenOut of [false, true]) {
      const edited = editedByNodes(text, changes, isWrittenOut);
      if (edited !== null) yield edited;
    }
  },
  filled(text, fill) {
    const splices: Splice[] = [];
    visit(composed(text), {
      Scalar(_, { value, range }) {
        const next = typeof value === 'string' ? fill(value) : value;
        if (next === value || !range) return;
        // What stands in a block ends with its line.
        const lineEnd = /\r?\n$/.exec(text.slice(Math.max(0, range[1] - 2), range[1]))?.[0] ?? '';
        splices.push({ start: range[0], end: range[1], text: quoted(next as string) + lineEnd });
      },
    });
    return spliced(text, splices);
  },
};

/** Every text can stand in double quotes, in one line, wherever a scalar can. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
