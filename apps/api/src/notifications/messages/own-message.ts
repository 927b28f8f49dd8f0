import { plainLine } from './cut.js';
import { eventMessage } from './event-message.js';
import type { Message } from './message.js';
import { filled } from './placeholders.js';
import type { Reading, ToldEvent } from './told-event.js';

export interface OwnText {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
}

/** In somebody's own words where they have any; the link is there in any case. */
export function ownMessage(event: ToldEvent, own: OwnText | undefined, reading: Reading): Message {
  const usual = eventMessage(event, reading);
  if (!own) return usual;
  const title = own.title === undefined ? usual.title : plainLine(filled(own.title, event, reading));
  const lines =
    own.body === undefined
      ? usual.lines
      : own.body.split(/\r?\n/).map((line) => plainLine(filled(line, event, reading)));
  return { ...usual, title: title || usual.title, lines: lines.filter((line) => line !== '') };
}
