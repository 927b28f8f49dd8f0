import type { Text } from '@release-console/rollout-core';
import { cutUnits, plainLine } from './cut.js';
import type { VersionChange } from './event-data.js';
import { EVENT_WORDS } from './event-words.js';
import type { Message, MessageLink } from './message.js';
import { timeText } from './time-text.js';
import type { Reading, ToldEvent } from './told-event.js';

const MOST_CHANGES = 10;
const MOST_KEYS = 12;

/** What the console says of an event in its own words. */
export function eventMessage(event: ToldEvent, reading: Reading): Message {
  const changes = plainLine(changeLines(event, reading.language).join('; '));
  return {
    language: reading.language,
    severity: event.severity,
    title: titleOf(event, reading),
    lines: linesOf(event, reading).map(plainLine),
    link: linkOf(event, reading),
    ...(changes === '' ? {} : { changes }),
  };
}

function titleOf(event: ToldEvent, { language }: Reading): string {
  const place = placeOf(event, language);
  const what = EVENT_WORDS[event.type][language];
  const subject = subjectOf(event, language);
  const rest = subject === '' ? what : language === 'zh' ? `${what}：${subject}` : `${what}: ${subject}`;
  return plainLine(place === '' ? rest : `[${place}] ${rest}`);
}

export function placeOf({ type, project, environment }: ToldEvent, language: 'en' | 'zh'): string {
  if (type === 'channel.test') return '';
  if (!project) return language === 'zh' ? '所有项目' : 'all projects';
  return environment ? `${project.name} / ${environment.name}` : project.name;
}

export function subjectOf({ subject }: ToldEvent, language: 'en' | 'zh'): string {
  const title = cutUnits(plainLine(subject.title ?? ''), 100);
  if (subject.number === undefined) return title;
  return `${language === 'zh' ? '发布' : 'release'} #${subject.number} ${title}`.trim();
}

function linesOf(event: ToldEvent, reading: Reading): readonly string[] {
  const { data, request } = event;
  const { language, timeZone } = reading;
  const say = sayIn(language);
  const time = (at: Date): string => timeText(at, timeZone);
  return [
    ...(data.detail ? [data.detail[language]] : []),
    ...(request
      ? [say(`Decides the request of ${time(request.at)}`, `针对 ${time(request.at)} 的审批请求`)]
      : []),
    ...changeLines(event, language),
    ...(data.nodes == null ? [] : [labelled(say('Nodes', '节点'), String(data.nodes), language)]),
    ...(data.strategy ? [labelled(say('How', '方式'), wayText(event, language), language)] : []),
    ...(data.actor ? [labelled(say('By', '操作人'), data.actor, language)] : []),
    ...(data.reason ? [labelled(say('Reason', '原因'), data.reason, language)] : []),
    ...(data.expiresAt
      ? [labelled(say('Expires', '过期时间'), time(new Date(data.expiresAt)), language)]
      : []),
    labelled(say('Time', '时间'), time(event.at), language),
  ];
}

function changeLines({ data, changedKeys }: ToldEvent, language: 'en' | 'zh'): readonly string[] {
  const changes = data.changes ?? [];
  const more = changes.length - MOST_CHANGES;
  const rest = language === 'zh' ? `……另有 ${more} 项` : `… and ${more} more`;
  return [
    ...changes.slice(0, MOST_CHANGES).map((change) => changeLine(change, changedKeys[change.bin], language)),
    ...(more > 0 ? [rest] : []),
  ];
}

export function changeLine(
  { bin, from, to }: VersionChange,
  keys: readonly string[] | undefined,
  language: 'en' | 'zh',
): string {
  const say = sayIn(language);
  const before = from.length === 0 ? say('new', '新增') : from.join(say(', ', '、'));
  const line = `${bin} ${before} → ${to}`;
  if (!keys) return line;
  const named = keys.slice(0, MOST_KEYS).join(say(', ', '、'));
  const left = keys.length - MOST_KEYS;
  const more = left > 0 ? say(` and ${left} more`, ` 等 ${keys.length} 项`) : '';
  return keys.length === 0
    ? line
    : say(`${line} (changes ${named}${more})`, `${line}（修改 ${named}${more}）`);
}

const WAYS: Readonly<Record<string, Text>> = {
  rolling: { en: 'rolling', zh: '滚动' },
  canary: { en: 'canary', zh: '金丝雀' },
  'blue-green': { en: 'blue-green', zh: '蓝绿' },
};

function wayText({ data: { strategy, waves } }: ToldEvent, language: 'en' | 'zh'): string {
  const way = WAYS[strategy ?? '']?.[language] ?? strategy ?? '';
  if (waves == null) return way;
  return language === 'zh' ? `${way}，${waves} 波` : `${way}, ${waves} wave${waves === 1 ? '' : 's'}`;
}

/** The page for phones where somebody is to decide. */
export function linkOf({ type, subject }: ToldEvent, { language, publicUrl }: Reading): MessageLink | null {
  const say = sayIn(language);
  const isAsked = type.startsWith('approval.') && type !== 'approval.expired';
  switch (subject.type) {
    case 'release':
      return isAsked
        ? { text: say('Look and decide', '查看并审批'), url: `${publicUrl}/approvals/${subject.id}` }
        : { text: say('Open the release', '打开发布'), url: `${publicUrl}/releases/${subject.id}` };
    case 'alert':
      return { text: say('Open the alerts', '打开告警'), url: `${publicUrl}/monitoring/alerts` };
    case 'emergency_stop':
      return { text: say('Open the releases', '打开发布列表'), url: `${publicUrl}/releases` };
    case 'channel':
      return { text: say('Open the channels', '打开消息渠道'), url: `${publicUrl}/settings` };
  }
}

function labelled(label: string, value: string, language: 'en' | 'zh'): string {
  return language === 'zh' ? `${label}：${value}` : `${label}: ${value}`;
}

function sayIn(language: 'en' | 'zh'): (en: string, zh: string) => string {
  return (en, zh) => (language === 'zh' ? zh : en);
}
