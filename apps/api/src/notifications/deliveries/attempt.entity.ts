import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalizedText } from '../../platform/http/index.js';
import type { Outcome } from '../notification-words.js';

/** What came of sending a message once. */
@Entity('notification_attempts')
@Check('ck_notification_attempts_outcome', `outcome IN ('sent', 'retry', 'refused')`)
@Index('notification_attempts_of_delivery', { synchronize: false })
export class AttemptEntity {
  @PrimaryColumn('bigint', {
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_notification_attempts',
  })
  id: string;
  @ForeignKey('notification_deliveries', {
    name: 'fk_notification_attempts_delivery_id',
    onDelete: 'CASCADE',
  })
  @Column('bigint', { name: 'delivery_id' })
  deliveryId: string;
  @Column('timestamptz')
  at: Date;
  @Column('integer', { name: 'duration_ms' })
  durationMs: number;
  @Column('text')
  outcome: Outcome;
  /** Of HTTP or SMTP; null when there was no answer. */
  @Column('integer', { nullable: true })
  status: number | null;
  /** In the words of the other side. */
  @Column('text')
  answer: string;
  /** Of the console, when there was no answer. */
  @Column('jsonb', { nullable: true })
  why: LocalizedText | null;
}
