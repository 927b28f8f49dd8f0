import { ChannelEntity } from './channels/channel.entity.js';
import { SubscriptionEntity } from './channels/subscription.entity.js';
import { AttemptEntity } from './deliveries/attempt.entity.js';
import { DeliveryEntity } from './deliveries/delivery.entity.js';
import { NotificationEventEntity } from './outbox/notification-event.entity.js';

export type { EventData, VersionChange } from './messages/event-data.js';
export type { EventType, Severity } from './notification-words.js';
export { NotificationsModule } from './notifications.module.js';
export { ChangedKeys, type KeysOf } from './outbox/changed-keys.js';
export { Outbox, type OutgoingEvent } from './outbox/outbox.repository.js';
export { notificationSealedColumns } from './sealed-columns.js';

export const notificationEntities = [
  ChannelEntity,
  SubscriptionEntity,
  NotificationEventEntity,
  DeliveryEntity,
  AttemptEntity,
];
