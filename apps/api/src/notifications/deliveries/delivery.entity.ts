import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { LocalizedText } from '../../platform/http/index.js';
import type { DeliveryState } from '../notification-words.js';

/** One event on its way to one channel. */
@Entity('notification_deliveries')
@Unique('uq_notification_deliveries_event_id_channel_id', ['eventId', 'channelId'])
@Check('ck_notification_deliveries_state', `state IN ('waiting', 'sent', 'failed')`)
@Index('notification_deliveries_waiting', { synchronize: false })
@Index('notification_deliveries_about', { synchronize: false })
@Index('notification_deliveries_of_channel', { synchronize: false })
export class DeliveryEntity {
  @PrimaryColumn('bigint', {
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_notification_deliveries',
  })
  id: string;
  @ForeignKey('notification_events', { name: 'fk_notification_deliveries_event_id', onDelete: 'CASCADE' })
  @Column('bigint', { name: 'event_id' })
  eventId: string;
  @ForeignKey('notification_channels', { name: 'fk_notification_deliveries_channel_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'channel_id' })
  channelId: string;
  /** What happens to it is told in its order: a release, or whatever else the event is about. */
  @Column('text')
  about: string;
  @Column('text', { default: 'waiting' })
  state: DeliveryState;
  @Column('integer', { default: 0 })
  attempts: number;
  /** By the schedule of attempts; quiet hours are not in it. */
  @Column('timestamptz', { name: 'next_at' })
  nextAt: Date;
  /** End of the quiet hours in which it came up; null: it has come up in none. */
  @Column('timestamptz', { name: 'held_until', nullable: true })
  heldUntil: Date | null;
  @Column('timestamptz', { name: 'first_failed_at', nullable: true })
  firstFailedAt: Date | null;
  /** It is not taken while others are, so that it says nothing of the channel. */
  @Column('boolean', { name: 'is_own_fault', default: false })
  isOwnFault: boolean;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
  @Column('integer', { name: 'last_status', nullable: true })
  lastStatus: number | null;
  @Column('text', { name: 'last_answer', nullable: true })
  lastAnswer: string | null;
  /** Why it was given up without being sent; null when it was not, or when an attempt says it. */
  @Column('jsonb', { nullable: true })
  why: LocalizedText | null;
  /** The first of those that went out in one message. */
  @Column('bigint', { name: 'merged_with', nullable: true })
  mergedWith: string | null;
  /** Of an e-mail that some recipients were refused for now: who is done with. */
  @Column('jsonb', { nullable: true })
  settled: { readonly recipients: readonly string[]; readonly times: number } | null;
}
