import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { EventType, Severity } from '../notification-words.js';

/** What a channel hears of. */
@Entity('notification_subscriptions')
@Check('ck_notification_subscriptions_severity', `least_severity IN ('critical', 'warning', 'info')`)
@Index('notification_subscriptions_of_channel', { synchronize: false })
export class SubscriptionEntity {
  @PrimaryColumn('uuid', {
    default: () => 'uuidv7()',
    primaryKeyConstraintName: 'pk_notification_subscriptions',
  })
  id: string;
  @ForeignKey('notification_channels', {
    name: 'fk_notification_subscriptions_channel_id',
    onDelete: 'CASCADE',
  })
  @Column('uuid', { name: 'channel_id' })
  channelId: string;
  @Column('integer')
  place: number;
  /** Null: all projects that the channel may hear of. */
  @ForeignKey('projects', { name: 'fk_notification_subscriptions_project_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'project_id', nullable: true })
  projectId: string | null;
  /** Null: all environments. */
  @ForeignKey('environments', { name: 'fk_notification_subscriptions_environment_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'environment_id', nullable: true })
  environmentId: string | null;
  /** Empty: all. */
  @Column('text', { name: 'event_types', array: true, default: '{}' })
  eventTypes: EventType[];
  @Column('text', { name: 'least_severity', default: 'info' })
  leastSeverity: Severity;
}
