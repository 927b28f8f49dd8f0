/** Of a changed configuration text, on every page that shows one. */
export const configChangeEn = {
  'diff.lineBefore': 'Line before',
  'diff.lineAfter': 'Line after',
  'diff.kind': 'Change',
  'diff.text': 'Text',
  'diff.added': 'added',
  'diff.removed': 'removed',
  'diff.none': 'No change: both texts are the same.',
  'diff.gone': 'The file is taken away.',
  'diff.new': 'The first text of this environment. There is nothing to compare it with.',
  'diff.hidden': 'The whole file is a secret. It is shown as changed or unchanged only.',
  'diff.lines': '{added, plural, one {# line added} other {# lines added}}, {removed} removed',
  'diff.keys': '{count, plural, one {# key changes} other {# keys change}}',
  'diff.label': 'Changes of {name}',
  'diff.between': 'no. {before} → no. {after}',
  'diff.beforeNothing': 'not there before',
  'diff.wasBad': 'This text was taken back before',
} as const;
