import type { ChannelText } from '../../../lib/api';

/** One text for an event in place of the one before; null: the console's own words again. */
export function withText(
  texts: readonly ChannelText[],
  eventType: ChannelText['eventType'],
  text: { readonly title: string; readonly body: string } | null,
): ChannelText[] {
  const others = texts.filter((one) => one.eventType !== eventType);
  return text === null ? others : [...others, { eventType, ...text }];
}
