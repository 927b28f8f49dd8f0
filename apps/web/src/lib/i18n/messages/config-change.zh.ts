import type { configChangeEn } from './config-change.en';

export const configChangeZh = {
  'diff.lineBefore': '原行号',
  'diff.lineAfter': '新行号',
  'diff.kind': '变更',
  'diff.text': '内容',
  'diff.added': '新增',
  'diff.removed': '删除',
  'diff.none': '没有变更：两份内容相同。',
  'diff.gone': '该文件将被移除。',
  'diff.new': '这是该环境的第一份内容，没有可比较的版本。',
  'diff.hidden': '整个文件都是机密，只显示是否有变更。',
  'diff.lines': '新增 {added} 行，删除 {removed} 行',
  'diff.keys': '{count} 个键有变更',
  'diff.label': '{name} 的变更',
  'diff.between': '第 {before} 号 → 第 {after} 号',
  'diff.beforeNothing': '此前没有',
  'diff.wasBad': '这份内容曾被撤回',
} as const satisfies Readonly<Record<keyof typeof configChangeEn, string>>;
