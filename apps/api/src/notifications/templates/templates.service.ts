import { Inject, Injectable } from '@nestjs/common';
import { text, type Text } from '@release-console/rollout-core';
import type { Actor } from '../../platform/auth-guard/index.js';
import { invalidFields, notFound } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { textFaults } from '../channels/check-channel.js';
import { ChannelsService } from '../channels/channels.service.js';
import { eventMessage } from '../messages/event-message.js';
import { EVENT_WORDS } from '../messages/event-words.js';
import { mailOf } from '../messages/mail.js';
import { lineText, type Message } from '../messages/message.js';
import { ownMessage } from '../messages/own-message.js';
import { PLACEHOLDERS } from '../messages/placeholders.js';
import { sampleEvent } from '../messages/sample-events.js';
import type { Reading, ToldEvent } from '../messages/told-event.js';
import { webhookPayload } from '../messages/webhook-payload.js';
import { EVENT_TYPES, type EventType, type Language } from '../notification-words.js';
import { ToldEvents } from '../outbox/told-events.read-model.js';
import { VENDORS } from '../vendors/vendors.js';
import { SentEventReadModel } from './sent-event.read-model.js';
import type { Preview, PreviewRequest, TemplateKind, TemplateKindList } from './template.dto.js';

/** What messages look like before anybody is sent one. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly channels: ChannelsService,
    private readonly events: ToldEvents,
    private readonly sent: SentEventReadModel,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  list(): TemplateKindList {
    return { items: EVENT_TYPES.map((type) => this.kindOf(type)) };
  }

  async preview(actor: Actor, request: PreviewRequest): Promise<Preview> {
    const faults = textFaults(request);
    if (faults.length > 0) throw invalidFields(faults);
    const event = await this.eventFor(actor, request);
    const reading = this.reading(request.language);
    const message = ownMessage(event, request, reading);
    const payload = this.payloadOf(request, event, message, reading);
    return {
      title: message.title,
      body: message.lines.map(lineText).join('\n'),
      payload,
      sizeBytes: Buffer.byteLength(payload),
    };
  }

  private async eventFor(actor: Actor, request: PreviewRequest): Promise<ToldEvent> {
    const { eventId, channelId, eventType } = request;
    if (eventId === undefined) return sampleEvent(eventType);
    if (channelId === undefined) throw notFound('event of a channel');
    await this.channels.get(actor, channelId);
    const [event] = (await this.sent.isOf(channelId, eventId)) ? await this.events.of([eventId]) : [];
    if (!event) throw notFound('event of this channel');
    return event;
  }

  private payloadOf({ kind }: PreviewRequest, event: ToldEvent, message: Message, reading: Reading): string {
    if (kind === 'email') return mailOf(message).text;
    const payload = webhookPayload(event, reading);
    return VENDORS[kind].payload({ message, messageId: event.messageId, payload });
  }

  private kindOf(eventType: EventType): TemplateKind {
    const event = sampleEvent(eventType);
    const said = (part: (message: Message) => string): Text =>
      text(part(eventMessage(event, this.reading('en'))), part(eventMessage(event, this.reading('zh'))));
    return {
      eventType,
      severity: event.severity,
      label: EVENT_WORDS[eventType],
      title: said(({ title }) => title),
      body: said(({ lines }) => lines.map(lineText).join('\n')),
      placeholders: Object.entries(PLACEHOLDERS).map(([name, placeholder]) => ({
        name,
        meaning: placeholder.meaning,
        sample: placeholder.valueOf(event, this.reading('en')),
      })),
    };
  }

  private reading(language: Language): Reading {
    return { language, timeZone: 'UTC', publicUrl: this.settings.publicUrl };
  }
}
