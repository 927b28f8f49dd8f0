import { Inject, Injectable } from '@nestjs/common';
import { text, type Text } from '@release-console/rollout-core';
import { Clock } from '../../platform/clock/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Mailer, type MailAnswer } from '../../platform/mail/index.js';
import { Outgoing } from '../../platform/outgoing/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { cutUnits, plainLine } from '../messages/cut.js';
import { digest } from '../messages/digest.js';
import { mailOf } from '../messages/mail.js';
import { ownMessage } from '../messages/own-message.js';
import type { Reading, ToldEvent } from '../messages/told-event.js';
import { webhookPayload } from '../messages/webhook-payload.js';
import { nobodyToWriteTo, sendingFailed } from '../notification-sentences.js';
import type { Outcome } from '../notification-words.js';
import { SEALED_SIGNING, SEALED_URLS } from '../sealed-columns.js';
import type { Told, Verdict } from '../vendors/vendor.js';
import { REFUSED, RETRY } from '../vendors/verdicts.js';
import { VENDORS } from '../vendors/vendors.js';
import type { Lane } from './lanes.repository.js';
import { mailCourse, mailGroups } from './mail-course.js';
import { SettledRecipients } from './settled-recipients.repository.js';

const MOST_ANSWER_BYTES = 65_536;
const LONGEST_ANSWER = 1_000;
/** These would be refused the next time too. */
const FINAL_CODES = ['OUTGOING_REFUSED', 'OUTGOING_URL', 'SECRET_UNREADABLE'];

export interface SendResult extends Verdict {
  readonly outcome: Outcome;
  readonly status: number | null;
  /** In the words of the other side; empty when it said nothing. */
  readonly answer: string;
  /** Why there is no answer; null when there is one. */
  readonly why: Text | null;
  readonly durationMs: number;
}

type Said = Omit<SendResult, 'durationMs'>;

/** Writes one message for its channel and sends it. Knows nothing of deliveries. */
@Injectable()
export class MessageSender {
  /** Another one in tests only. */
  timeoutMs = 15_000;

  constructor(
    private readonly outgoing: Outgoing,
    private readonly mailer: Mailer,
    private readonly recipients: SettledRecipients,
    private readonly box: SecretBox,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** From the first on as many as get into one message whole, but one at least: order is kept, and the rest is for the next. */
  fitting(lane: Lane, events: readonly ToldEvent[]): readonly ToldEvent[] {
    if (lane.kind === 'email') return events;
    const { fits } = VENDORS[lane.kind];
    let count = 1;
    while (count < events.length && fits(this.toldOf(lane, events.slice(0, count + 1)).message)) count += 1;
    return events.slice(0, count);
  }

  /** Several events become one message. Never throws. */
  async send(lane: Lane, events: readonly ToldEvent[]): Promise<SendResult> {
    const begun = this.clock.millis();
    const said = await this.said(lane, events).catch((error: unknown): Said => ({
      ...verdictOf(error),
      ...{ status: null, answer: '', why: wordsOf(error as Error) },
    }));
    const durationMs = Math.max(0, this.clock.millis() - begun);
    const { why } = said;
    return {
      ...said,
      answer: plainCut(said.answer),
      why: why && text(plainCut(why.en), plainCut(why.zh)),
      durationMs,
    };
  }

  private async said(lane: Lane, events: readonly ToldEvent[]): Promise<Said> {
    return lane.kind === 'email' ? this.byMail(lane, events) : this.byHttp(lane, lane.kind, events);
  }

  private async byHttp(lane: Lane, kind: keyof typeof VENDORS, events: readonly ToldEvent[]): Promise<Said> {
    const url = this.box.open(SEALED_URLS, [lane.id], lane.sealedUrl ?? '');
    const secret =
      lane.sealedSecret === null ? null : this.box.open(SEALED_SIGNING, [lane.id], lane.sealedSecret);
    const vendor = VENDORS[kind];
    const request = vendor.request(this.toldOf(lane, events), { url, secret }, this.clock.millis());
    const { headers, body } = request;
    const answer = await this.outgoing.fetch(
      request.url,
      { method: 'POST', headers, body, redirect: 'manual' },
      { timeoutMs: this.timeoutMs, maxBytes: MOST_ANSWER_BYTES, isBodyCut: vendor.isByStatus },
    );
    const said = await answer.text();
    const retryAfter = answer.headers.get('retry-after');
    const verdict = vendor.judge({ status: answer.status, retryAfter, text: said }, this.clock.millis());
    return { ...verdict, status: answer.status, answer: withoutSecrets(said, [url, secret]), why: null };
  }

  private async byMail(lane: Lane, events: readonly ToldEvent[]): Promise<Said> {
    const to = lane.userId === null ? lane.recipients : lane.email === null ? [] : [lane.email];
    if (to.length === 0) return { ...REFUSED, status: null, answer: '', why: nobodyToWriteTo() };
    const ids = events.map(({ id }) => id);
    const before = await this.recipients.of(lane.id, ids);
    const said = await Promise.all(
      mailGroups(to, events, before).map(async (group) => ({
        ...group,
        answer: await this.mailTo(group.to, lane, group.events),
      })),
    );
    const { verdict, settled } = mailCourse(said, before);
    if (settled && settled.size > 0) await this.recipients.save(lane.id, settled);
    const answers = said.map(({ answer }) => answer);
    const text = answers.map((answer) => answer.text).join('; ');
    const status = answers.find((answer) => answer.status !== null)?.status ?? null;
    return status === null && verdict.outcome !== 'sent'
      ? { ...verdict, status: null, answer: '', why: sendingFailed(text) }
      : { ...verdict, status, answer: text, why: null };
  }

  private mailTo(to: readonly string[], lane: Lane, events: readonly ToldEvent[]): Promise<MailAnswer> {
    const { message, messageId } = this.toldOf(lane, events);
    const host = new URL(this.settings.publicUrl).hostname;
    const request = events.length === 1 ? events[0]?.request : null;
    const idOf = (id: string): string => `${id}.${lane.id}@${host}`;
    const ids = { messageId: idOf(messageId), inReplyTo: request ? idOf(request.messageId) : null };
    return this.mailer.send({ to, ...mailOf(message), ...ids });
  }

  private toldOf(lane: Lane, events: readonly ToldEvent[]): Told {
    const { language, templates, quietHours } = lane;
    const timeZone = quietHours?.timeZone ?? 'UTC';
    const reading: Reading = { language, timeZone, publicUrl: this.settings.publicUrl };
    const [first] = events;
    if (!first) throw new Error('nothing to send');
    const messages = events.map((event) =>
      ownMessage(event, event.type === 'channel.test' ? undefined : templates[event.type], reading),
    );
    return {
      message: digest(messages, reading),
      messageId: events.length === 1 ? first.messageId : `${first.messageId}.${events.length}`,
      payload: webhookPayload(first, reading),
    };
  }
}

function verdictOf(error: unknown): Verdict {
  return error instanceof DomainError && FINAL_CODES.includes(error.code) ? REFUSED : RETRY;
}

function wordsOf(error: Error): Text {
  return error instanceof DomainError ? error.words : sendingFailed(error.message);
}

function plainCut(words: string): string {
  return cutUnits(plainLine(words), LONGEST_ANSWER);
}

/** Some answer with what they were asked. */
function withoutSecrets(text: string, secrets: readonly (string | null)[]): string {
  return secrets
    .flatMap((secret) => (secret === null ? [] : [secret, ...partsOf(secret)]))
    .filter((part) => part.length >= 8)
    .reduce((clean, part) => clean.replaceAll(part, '•••'), text);
}

function partsOf(secret: string): readonly string[] {
  if (!URL.canParse(secret)) return [];
  const { pathname, search, searchParams } = new URL(secret);
  return [pathname + search, pathname, ...searchParams.values(), ...pathname.split('/')];
}
