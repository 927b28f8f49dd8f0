import { text, type Text } from '@release-console/rollout-core';
import { plainLine } from './cut.js';
import { changeLine, linkOf, subjectOf } from './event-message.js';
import { EVENT_WORDS, SEVERITY_WORDS } from './event-words.js';
import { timeText } from './time-text.js';
import type { Reading, ToldEvent } from './told-event.js';

interface Named {
  readonly meaning: Text;
  valueOf(event: ToldEvent, reading: Reading): string;
}

/** What a text of somebody's own may name. */
export const PLACEHOLDERS: Readonly<Record<string, Named>> = {
  event: {
    meaning: text('What happened', '发生了什么'),
    valueOf: ({ type }, { language }) => EVENT_WORDS[type][language],
  },
  severity: {
    meaning: text('How bad it is', '严重程度'),
    valueOf: ({ severity }, { language }) => SEVERITY_WORDS[severity][language],
  },
  project: {
    meaning: text('Name of the project; empty where it is about all', '项目名称；涉及所有项目时为空'),
    valueOf: ({ project }) => project?.name ?? '',
  },
  environment: {
    meaning: text('Name of the environment; empty where it is about all', '环境名称；涉及所有环境时为空'),
    valueOf: ({ environment }) => environment?.name ?? '',
  },
  subject: {
    meaning: text('Release with its number, or name of the alert', '发布及其编号，或告警名称'),
    valueOf: (event, { language }) => subjectOf(event, language),
  },
  detail: {
    meaning: text('What happened, in a sentence', '一句话说明'),
    valueOf: ({ data }, { language }) => data.detail?.[language] ?? '',
  },
  actor: {
    meaning: text('Who did it; empty where nobody did', '操作人；系统自动时为空'),
    valueOf: ({ data }) => data.actor ?? '',
  },
  reason: { meaning: text('Why, in their words', '原因'), valueOf: ({ data }) => data.reason ?? '' },
  changes: {
    meaning: text('Bins with their versions before and after', '程序及其前后版本'),
    valueOf: ({ data, changedKeys }, { language }) =>
      (data.changes ?? []).map((change) => changeLine(change, changedKeys[change.bin], language)).join('; '),
  },
  nodes: {
    meaning: text('How many nodes', '节点数'),
    valueOf: ({ data }) => (data.nodes == null ? '' : String(data.nodes)),
  },
  time: { meaning: text('When', '时间'), valueOf: ({ at }, { timeZone }) => timeText(at, timeZone) },
  link: {
    meaning: text('Address of the page about it', '页面地址'),
    valueOf: (event, reading) => linkOf(event, reading)?.url ?? '',
  },
};

const MARK = /\{\{\s*([^{}\s]{1,40})\s*\}\}/g;

/** Placeholders of a text that are none, each once. */
export function unknownPlaceholders(template: string): readonly string[] {
  const names = [...template.matchAll(MARK)].map(([, name = '']) => name);
  return [...new Set(names.filter((name) => !Object.hasOwn(PLACEHOLDERS, name)))];
}

/** What stands in a value is never read as a placeholder again. */
export function filled(template: string, event: ToldEvent, reading: Reading): string {
  return template.replace(MARK, (mark, name: string) => {
    const placeholder = Object.hasOwn(PLACEHOLDERS, name) ? PLACEHOLDERS[name] : undefined;
    return placeholder ? plainLine(placeholder.valueOf(event, reading)) : mark;
  });
}
