import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The console's own colours, so that a change of the theme changes the editor without asking it. */
const looks = EditorView.theme({
  '&': { color: 'var(--rc-text)', backgroundColor: 'var(--rc-surface)', fontSize: '0.8125rem' },
  // The frame around it shows the focus.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    lineHeight: '1.55',
    maxHeight: 'min(65vh, 44rem)',
  },
  '.cm-content': { caretColor: 'var(--rc-text)', padding: '0.5rem 0', minHeight: '14rem' },
  '.cm-gutters': {
    color: 'var(--rc-muted)',
    backgroundColor: 'var(--rc-surface)',
    border: '0',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--rc-hover)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--rc-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--rc-accent-soft)',
  },
  '.cm-marked': { boxShadow: 'inset 3px 0 0 var(--rc-blue-solid)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--rc-border-strong)',
  },
  '.cm-panels': {
    color: 'var(--rc-text)',
    backgroundColor: 'var(--rc-sunken)',
    borderColor: 'var(--rc-border)',
  },
  '.cm-panel.cm-search': { padding: '0.4rem 0.6rem' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': {
    fontSize: '0.8125rem',
  },
  '.cm-textfield': {
    color: 'var(--rc-text)',
    backgroundColor: 'var(--rc-surface)',
    borderColor: 'var(--rc-border-strong)',
  },
  '.cm-button': {
    color: 'var(--rc-text)',
    backgroundImage: 'none',
    backgroundColor: 'var(--rc-surface)',
    borderColor: 'var(--rc-border-strong)',
  },
  '.cm-tooltip': {
    color: 'var(--rc-text)',
    backgroundColor: 'var(--rc-surface)',
    border: '1px solid var(--rc-border-strong)',
  },
  '.cm-searchMatch': { color: 'var(--rc-amber-fg)', backgroundColor: 'var(--rc-amber-bg)' },
  '.cm-searchMatch-selected': { outline: '1px solid var(--rc-amber-solid)' },
  '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: '2px wavy var(--rc-red-solid)' },
});

const colours = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName), tags.attributeName],
    color: 'var(--rc-blue-fg)',
  },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--rc-green-fg)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--rc-violet-fg)' },
  { tag: [tags.keyword, tags.definition(tags.variableName)], color: 'var(--rc-blue-fg)' },
  { tag: [tags.heading, tags.labelName, tags.typeName], color: 'var(--rc-amber-fg)' },
  { tag: [tags.comment, tags.lineComment, tags.meta], color: 'var(--rc-muted)', fontStyle: 'italic' },
]);

export const editorTheme: Extension = [looks, syntaxHighlighting(colours)];
