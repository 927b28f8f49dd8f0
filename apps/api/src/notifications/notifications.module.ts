import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { ChannelListReadModel } from './channels/channel-list.read-model.js';
import { ChannelsController } from './channels/channels.controller.js';
import { ChannelsRepository } from './channels/channels.repository.js';
import { ChannelsService } from './channels/channels.service.js';
import { NewSubscriptions } from './channels/new-subscriptions.js';
import { SubscriptionsRepository } from './channels/subscriptions.repository.js';
import { SubscriptionsService } from './channels/subscriptions.service.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { DeliveryListReadModel } from './deliveries/delivery-list.read-model.js';
import { ChangedKeys } from './outbox/changed-keys.js';
import { ExpiringRequests } from './outbox/expiring-requests.js';
import { ExpiringRequestsRepository } from './outbox/expiring-requests.repository.js';
import { Outbox } from './outbox/outbox.repository.js';
import { SpreadRepository } from './outbox/spread.repository.js';
import { Spreader } from './outbox/spreader.js';
import { ToldEvents } from './outbox/told-events.read-model.js';
import { FirstChannels } from './personal/first-channels.repository.js';
import { MyNotificationsController } from './personal/my-notifications.controller.js';
import { MyNotificationsService } from './personal/my-notifications.service.js';
import { ChannelTests } from './sending/channel-tests.js';
import { DeliveryWorker } from './sending/delivery-worker.js';
import { LanesRepository } from './sending/lanes.repository.js';
import { MessageSender } from './sending/message-sender.js';
import { NotificationTicker } from './sending/notification-ticker.js';
import { SettledRecipients } from './sending/settled-recipients.repository.js';
import { SentEventReadModel } from './templates/sent-event.read-model.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TemplatesService } from './templates/templates.service.js';

const channels = [
  ChannelsRepository,
  ChannelListReadModel,
  ChannelsService,
  SubscriptionsRepository,
  NewSubscriptions,
  SubscriptionsService,
  FirstChannels,
  MyNotificationsService,
];
const outbox = [
  Outbox,
  SpreadRepository,
  Spreader,
  ChangedKeys,
  ToldEvents,
  ExpiringRequestsRepository,
  ExpiringRequests,
];
const sending = [
  LanesRepository,
  SettledRecipients,
  MessageSender,
  DeliveryWorker,
  ChannelTests,
  NotificationTicker,
];
const deliveries = [DeliveriesRepository, DeliveryListReadModel, DeliveriesService];
const templates = [SentEventReadModel, TemplatesService];

@Module({
  imports: [AuditModule],
  controllers: [ChannelsController, DeliveriesController, MyNotificationsController, TemplatesController],
  providers: [...channels, ...outbox, ...sending, ...deliveries, ...templates],
  exports: [Outbox, ChangedKeys],
})
export class NotificationsModule {}
