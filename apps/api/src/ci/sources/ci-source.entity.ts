import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { LocalizedText } from '../../platform/http/index.js';
import type { SourceKind } from '../ci-words.js';

/** A builder that calls, and that is asked for its files. */
@Entity('ci_sources')
@Unique('uq_ci_sources_project_id_name', ['projectId', 'name'])
@Check('ck_ci_sources_kind', `"kind" IN ('jenkins', 'gitlab', 'github', 'generic')`)
export class CiSourceEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_ci_sources' })
  id: string;
  @ForeignKey('projects', { name: 'fk_ci_sources_project_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'project_id' })
  projectId: string;
  @Column('text')
  kind: SourceKind;
  @Column('text')
  name: string;
  /** Ends with a slash. */
  @Column('text', { name: 'base_url', nullable: true })
  baseUrl: string | null;
  /** What ended before is left alone; null: since it was made. */
  @Column('timestamptz', { name: 'base_url_since', nullable: true })
  baseUrlSince: Date | null;
  @Column('text', { name: 'user_name', nullable: true })
  userName: string | null;
  @Column('text', { name: 'sealed_token', nullable: true })
  sealedToken: string | null;
  @Column('integer', { name: 'poll_seconds' })
  pollSeconds: number;
  @Column('boolean', { name: 'is_enabled', default: true })
  isEnabled: boolean;
  @Column('integer', { default: 1 })
  revision: number;
  @Column('timestamptz', { name: 'last_delivery_at', nullable: true })
  lastDeliveryAt: Date | null;
  @Column('timestamptz', { name: 'last_polled_at', nullable: true })
  lastPolledAt: Date | null;
  /** The next round begins after it. */
  @Column('text', { name: 'last_polled_job', nullable: true })
  lastPolledJob: string | null;
  @Column('timestamptz', { name: 'next_poll_at', nullable: true })
  nextPollAt: Date | null;
  /** Calls to it in a row that failed. */
  @Column('integer', { default: 0 })
  failures: number;
  /** Until then it is left alone. */
  @Column('timestamptz', { name: 'closed_until', nullable: true })
  closedUntil: Date | null;
  @Column('jsonb', { name: 'last_error', nullable: true })
  lastError: LocalizedText | null;
  /** Who last said whom to ask and as whom, and so counts as author of what comes of it; null when it is not known. */
  @ForeignKey('users', { name: 'fk_ci_sources_editor_id' })
  @Column('uuid', { name: 'editor_id', nullable: true })
  editorId: string | null;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  @Column('text', { name: 'created_by_name' })
  createdByName: string;
}
