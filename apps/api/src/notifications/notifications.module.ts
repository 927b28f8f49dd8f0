import { Module } from '@nestjs/common';
import { ChannelsController } from './channels/channels.controller.js';
import { ChannelsService } from './channels/channels.service.js';
import { SubscriptionsService } from './channels/subscriptions.service.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { Outbox } from './outbox/outbox.repository.js';
import { MyNotificationsController } from './personal/my-notifications.controller.js';
import { MyNotificationsService } from './personal/my-notifications.service.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TemplatesService } from './templates/templates.service.js';

@Module({
  controllers: [ChannelsController, DeliveriesController, MyNotificationsController, TemplatesController],
  providers: [
    ChannelsService,
    SubscriptionsService,
    DeliveriesService,
    MyNotificationsService,
    TemplatesService,
    Outbox,
  ],
  exports: [Outbox],
})
export class NotificationsModule {}
