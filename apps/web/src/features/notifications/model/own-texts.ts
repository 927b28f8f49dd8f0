import type { ChannelText, TemplateKind } from '../../../lib/api';

/** One text for an event in place of the one before; null: the console's own words again. */
export function withText(
  texts: readonly ChannelText[],
  eventType: ChannelText['eventType'],
  text: { readonly title: string; readonly body: string } | null,
): ChannelText[] {
  const others = texts.filter((one) => one.eventType !== eventType);
  return text === null ? others : [...others, { eventType, ...text }];
}

const IN_TITLE = ['event', 'subject'];
const IN_BODY = ['detail', 'changes', 'reason', 'actor', 'time'];

/** To begin with: placeholders and not the words of the sample, which would be told of every event. */
export function startingText({ placeholders }: Pick<TemplateKind, 'placeholders'>) {
  const named = (names: readonly string[]): readonly string[] =>
    names.filter((wanted) => placeholders.some(({ name }) => name === wanted)).map((name) => `{{${name}}}`);
  return { title: named(IN_TITLE).join(' · '), body: named(IN_BODY).join('\n') };
}
