import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { EventType, Severity } from '../notification-words.js';

/** Something that happened, written in the transaction in which it did. */
@Entity('notification_events')
@Unique('uq_notification_events_once_key', ['onceKey'])
@Check('ck_notification_events_severity', `severity IN ('critical', 'warning', 'info')`)
@Index('notification_events_unspread', { synchronize: false })
@Index('notification_events_of_release', { synchronize: false })
@Index('notification_events_at', { synchronize: false })
export class NotificationEventEntity {
  @PrimaryColumn('bigint', {
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_notification_events',
  })
  id: string;
  /** The same in every attempt, for whoever wants to know it again. */
  @Column('uuid', { name: 'message_id', default: () => 'uuidv7()' })
  messageId: string;
  @Column('text')
  type: EventType;
  @Column('text')
  severity: Severity;
  @ForeignKey('projects', { name: 'fk_notification_events_project_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'project_id', nullable: true })
  projectId: string | null;
  @ForeignKey('environments', { name: 'fk_notification_events_environment_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'environment_id', nullable: true })
  environmentId: string | null;
  /** What happens to one release is told in its order. */
  @Column('uuid', { name: 'release_id', nullable: true })
  releaseId: string | null;
  @Column('jsonb')
  subject: object;
  @Column('jsonb')
  data: object;
  /** Of what is noticed again and again and told once. */
  @Column('text', { name: 'once_key', nullable: true })
  onceKey: string | null;
  @Column('timestamptz')
  at: Date;
  /** When it was known who hears of it. */
  @Column('timestamptz', { name: 'spread_at', nullable: true })
  spreadAt: Date | null;
}
