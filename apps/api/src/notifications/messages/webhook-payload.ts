import { cutUnits } from './cut.js';
import { eventMessage } from './event-message.js';
import type { Reading, ToldEvent } from './told-event.js';

const MOST_BYTES = 19_000;

export interface WebhookPayload {
  readonly type: string;
  readonly timestamp: string;
  readonly data: object;
}

/** Thin, with a link to all of it; what does not fit is left out and can be asked for. */
export function webhookPayload(event: ToldEvent, reading: Reading): WebhookPayload {
  const whole = payloadWith(event, reading, event.data);
  if (Buffer.byteLength(JSON.stringify(whole)) <= MOST_BYTES) return whole;
  const { actor, nodes, waves, strategy, expiresAt } = event.data;
  const short = { actor: cutUnits(actor ?? '', 200), nodes, waves, strategy, expiresAt };
  return payloadWith(event, reading, short);
}

function payloadWith(event: ToldEvent, reading: Reading, facts: object): WebhookPayload {
  const { type, severity, at, subject, project, environment, request } = event;
  const { title, link } = eventMessage(event, reading);
  return {
    type,
    timestamp: at.toISOString(),
    data: {
      severity,
      title: cutUnits(title, 300),
      subject: { ...subject, title: cutUnits(subject.title ?? '', 200) },
      project: project && { ...project },
      environment: environment && { ...environment },
      link: link?.url ?? null,
      decides: request ? { id: `msg_${request.messageId}`, at: request.at.toISOString() } : null,
      ...facts,
    },
  };
}
