import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { invalidFields } from '../../platform/http/index.js';
import { Mailer, mailNotSet } from '../../platform/mail/index.js';
import { quietFaults } from '../channels/check-channel.js';
import { ChannelsRepository, type ChannelSettings } from '../channels/channels.repository.js';
import { NewSubscriptions } from '../channels/new-subscriptions.js';
import type { Subscription } from '../channels/subscription.dto.js';
import { SubscriptionsRepository } from '../channels/subscriptions.repository.js';
import type { TestResult } from '../deliveries/delivery.dto.js';
import { staleChannel } from '../notification.errors.js';
import { ChannelTests } from '../sending/channel-tests.js';
import { FirstChannels } from './first-channels.repository.js';
import type { ChangedMyNotifications, MyNotifications } from './my-notifications.dto.js';

/** What each person is told by e-mail: a channel of their own. */
@Injectable()
export class MyNotificationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly channels: ChannelsRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly firstChannels: FirstChannels,
    private readonly reading: NewSubscriptions,
    private readonly tests: ChannelTests,
    private readonly mailer: Mailer,
  ) {}

  async get(actor: Actor): Promise<MyNotifications> {
    const tx = this.database.reader;
    const channel = await this.channels.of(tx, actor.id);
    return {
      email: actor.email,
      isMailSet: this.mailer.isSet,
      isEnabled: channel?.isEnabled ?? true,
      language: channel?.language ?? 'en',
      quietHours: channel?.quietHours ?? null,
      subscriptions: channel ? await this.subscriptions.of(tx, channel.id) : await this.usualOf(tx, actor.id),
      lastError: channel?.lastError ?? null,
      disabledAt: channel?.disabledAt?.toISOString() ?? null,
      revision: channel?.revision ?? 0,
    };
  }

  async replace(actor: Actor, request: ChangedMyNotifications): Promise<MyNotifications> {
    const faults = quietFaults(request.quietHours);
    if (faults.length > 0) throw invalidFields(faults);
    await this.database.transaction(async (tx) => {
      const before = await this.channels.lockOf(tx, actor.id);
      const revision = before?.revision ?? 0;
      if (request.expectedRevision !== undefined && request.expectedRevision !== revision)
        throw staleChannel(revision);
      const settings = this.settingsOf(actor, request);
      const id = before?.id ?? (await this.made(tx, settings));
      if (before) await this.channels.save(tx, id, revision + 1, settings);
      const mayHear = (projectId: string): boolean => actor.may('project.read', projectId);
      const wanted = await this.reading.read(tx, 'subscriptions', request.subscriptions, mayHear);
      await this.subscriptions.replace(tx, id, wanted);
    });
    return this.get(actor);
  }

  async test(actor: Actor): Promise<TestResult> {
    if (!this.mailer.isSet) throw mailNotSet();
    const id = await this.database.transaction(async (tx) => {
      const channel = await this.channels.lockOf(tx, actor.id);
      if (channel) return channel.id;
      const settings = { isEnabled: true, language: 'en', quietHours: null } as const;
      const made = await this.made(tx, this.settingsOf(actor, settings));
      await this.subscriptions.replace(tx, made, await this.firstChannels.usualOf(tx, actor.id));
      return made;
    });
    return this.tests.test(id);
  }

  private async usualOf(tx: Tx, userId: string): Promise<readonly Subscription[]> {
    const usual = await this.firstChannels.usualOf(tx, userId);
    return usual.map(({ eventTypes, leastSeverity }) => ({
      ...{ project: null, environment: null, eventTypes, leastSeverity },
    }));
  }

  private async made(tx: Tx, settings: ChannelSettings): Promise<string> {
    const id = await this.channels.newId(tx);
    await this.channels.insert(tx, id, settings);
    return id;
  }

  private settingsOf(
    { id, name }: Actor,
    {
      isEnabled,
      language,
      quietHours,
    }: Pick<ChangedMyNotifications, 'isEnabled' | 'language' | 'quietHours'>,
  ): ChannelSettings {
    return {
      projectId: null,
      userId: id,
      name: 'e-mail',
      kind: 'email',
      sealedUrl: null,
      sealedSecret: null,
      host: null,
      recipients: [],
      language,
      isEnabled,
      quietHours: quietHours ?? null,
      templates: {},
      changedByName: name,
      changedAt: this.clock.now(),
    };
  }
}
