import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { ReleaseStatus, Rollout } from '@release-console/rollout-core';
import type { ReleaseDraft } from '../planning/release-draft.js';

export interface FromVersions {
  readonly bin: string;
  readonly fromVersions: readonly { readonly version: string | null; readonly nodes: number }[];
}

/** A release; `rollout` is the engine's state, everything else is for lists and people. */
@Entity('releases')
@Check('ck_releases_kind', `kind IN ('forward', 'rollback')`)
@Unique('uq_releases_number', ['number'])
@Index('releases_by_project', { synchronize: false })
@Index('releases_by_environment', { synchronize: false })
@Index('releases_by_status', { synchronize: false })
@Index('releases_by_bin_names', { synchronize: false })
@Index('releases_live', { synchronize: false })
@Index('releases_scheduled', { synchronize: false })
@Index('releases_rollback_of', { synchronize: false })
export class Release {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_releases' })
  id: string;
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  number: number;
  @Column({ name: 'project_id', type: 'uuid' })
  @ForeignKey('projects', { name: 'fk_releases_project_id' })
  projectId: string;
  @Column({ name: 'environment_id', type: 'uuid' })
  @ForeignKey('environments', { name: 'fk_releases_environment_id' })
  environmentId: string;
  @Column({ type: 'text' })
  kind: 'forward' | 'rollback';
  @Column({ name: 'rollback_of_id', type: 'uuid', nullable: true })
  @ForeignKey('releases', { name: 'fk_releases_rollback_of_id' })
  rollbackOfId: string | null;
  @Column({ type: 'text' })
  title: string;
  @Column({ type: 'text' })
  notes: string;
  @Column({ type: 'jsonb' })
  draft: ReleaseDraft;
  @Column({ type: 'text' })
  status: ReleaseStatus;
  @Column({ type: 'integer' })
  revision: number;
  @Column({ name: 'plan_hash', type: 'text' })
  planHash: string;
  @Column({ type: 'jsonb' })
  rollout: Rollout;
  @Column({ name: 'event_seq', type: 'integer', default: 0 })
  eventSeq: number;
  @Column({ name: 'bin_names', type: 'text', array: true })
  binNames: string[];
  @Column({ type: 'text', array: true })
  versions: string[];
  @Column({ name: 'from_versions', type: 'jsonb' })
  fromVersions: readonly FromVersions[];
  @Column({ name: 'maker_ids', type: 'uuid', array: true })
  makerIds: string[];
  /** Null: from none, or it was deleted since. */
  @Column({ name: 'strategy_template_id', type: 'uuid', nullable: true })
  @ForeignKey('strategy_templates', { name: 'fk_releases_strategy_template_id', onDelete: 'SET NULL' })
  strategyTemplateId: string | null;
  /** What the template was called when the plan was made. */
  @Column({ name: 'strategy_template_name', type: 'text', nullable: true })
  strategyTemplateName: string | null;
  /** The plan differs from what the template said then. */
  @Column({ name: 'is_template_changed', type: 'boolean', default: false })
  isTemplateChanged: boolean;
  @Column({ name: 'author_id', type: 'uuid' })
  @ForeignKey('users', { name: 'fk_releases_author_id' })
  authorId: string;
  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
  @Column({ name: 'submitted_at', type: 'timestamptz', nullable: true })
  submittedAt: Date | null;
  @Column({ name: 'deployed_at', type: 'timestamptz', nullable: true })
  deployedAt: Date | null;
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null;
}
