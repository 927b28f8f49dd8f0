import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { LocalizedText } from '../../platform/http/index.js';
import type { WeeklyQuiet } from '../sending/quiet-hours.js';
import type { ChannelKind, EventType, Language } from '../notification-words.js';

export interface StoredTemplate {
  readonly title: string;
  readonly body: string;
}

/** Where messages go: a robot of a group, mailboxes, an endpoint, or the mailbox of one person. */
@Entity('notification_channels')
@Unique('uq_notification_channels_user_id', ['userId'])
@Check(
  'ck_notification_channels_kind',
  `kind IN ('dingtalk', 'wecom', 'feishu', 'slack', 'email', 'webhook')`,
)
@Check('ck_notification_channels_language', `language IN ('en', 'zh')`)
@Check('ck_notification_channels_owner', 'user_id IS NULL OR project_id IS NULL')
@Index('notification_channels_name', { synchronize: false })
export class ChannelEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_notification_channels' })
  id: string;
  /** Null: of no project, so that it may hear of all. */
  @ForeignKey('projects', { name: 'fk_notification_channels_project_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'project_id', nullable: true })
  projectId: string | null;
  /** Whose own it is; its address is that of their account. */
  @ForeignKey('users', { name: 'fk_notification_channels_user_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id', nullable: true })
  userId: string | null;
  @Column('text')
  name: string;
  @Column('text')
  kind: ChannelKind;
  @Column('text', { name: 'sealed_url', nullable: true })
  sealedUrl: string | null;
  @Column('text', { name: 'sealed_secret', nullable: true })
  sealedSecret: string | null;
  @Column('text', { array: true, default: '{}' })
  recipients: string[];
  /** The part of the address that may be shown. */
  @Column('text', { nullable: true })
  host: string | null;
  @Column('text')
  language: Language;
  @Column('boolean', { name: 'is_enabled' })
  isEnabled: boolean;
  @Column('jsonb', { name: 'quiet_hours', nullable: true })
  quietHours: WeeklyQuiet | null;
  @Column('jsonb', { default: {} })
  templates: Partial<Record<EventType, StoredTemplate>>;
  @Column('integer', { default: 1 })
  revision: number;
  @Column('text', { name: 'changed_by_name' })
  changedByName: string;
  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
  /** Since when nothing has been taken; null while all is well. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince: Date | null;
  /** How often in a row it was refused for good. */
  @Column('integer', { default: 0 })
  refusals: number;
  @Column('jsonb', { name: 'last_error', nullable: true })
  lastError: LocalizedText | null;
  @Column('timestamptz', { name: 'last_sent_at', nullable: true })
  lastSentAt: Date | null;
  /** The console gave it up; what comes meanwhile waits. */
  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;
  /** Nothing is sent until then, whoever wants it so. */
  @Column('timestamptz', { name: 'not_before', nullable: true })
  notBefore: Date | null;
  /** The other side asked to be left alone until then. */
  @Column('timestamptz', { name: 'asked_until', nullable: true })
  askedUntil: Date | null;
  @Column('timestamptz', { name: 'bucket_full_at', nullable: true })
  bucketFullAt: Date | null;
  /** Who is sending, and until when that counts. */
  @Column('uuid', { name: 'lease_id', nullable: true })
  leaseId: string | null;
  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil: Date | null;
}
