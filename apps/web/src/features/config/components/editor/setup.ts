import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { ConfigFormat } from '../../../../lib/api';
import { editorTheme } from './editor-theme';
import { languageOf } from './languages';
import { lineMarks } from './line-marks';
import { phrasesOf } from './phrases';

export interface EditorWishes {
  readonly format: ConfigFormat;
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly isReadOnly: boolean;
  readonly language: 'en' | 'zh';
  readonly onChange: (text: string) => void;
}

/** Style elements show it under the policy of the page. */
const nonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** The library would begin a new line. */
const LEFT_TO_THE_PAGE = { key: 'Mod-Enter', run: () => true };

export function extensionsOf(wishes: EditorWishes): Extension {
  const { format, label, describedBy, isReadOnly, onChange } = wishes;
  return [
    EditorView.cspNonce.of(nonce()),
    EditorState.phrases.of(phrasesOf(wishes.language)),
    lineNumbers(),
    editorTheme,
    languageOf(format),
    lineMarks,
    drawSelection(),
    bracketMatching(),
    search({ top: true }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label': label,
      ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    }),
    EditorState.readOnly.of(isReadOnly),
    isReadOnly
      ? keymap.of(searchKeymap)
      : [
          history(),
          indentOnInput(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          lintGutter(),
          // Escape and then Tab leaves the editor; the library keeps that way free.
          keymap.of([LEFT_TO_THE_PAGE, indentWithTab, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onChange(update.state.doc.toString());
          }),
        ],
  ];
}
