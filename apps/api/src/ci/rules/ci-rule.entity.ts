import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { CiRuleRelease } from './rule.dto.js';

/** Which file of which build becomes what. */
@Entity('ci_rules')
export class CiRuleEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_ci_rules' })
  id: string;
  @Index('ix_ci_rules_source_id')
  @ForeignKey('ci_sources', { name: 'fk_ci_rules_source_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'source_id' })
  sourceId: string;
  @Column('text')
  name: string;
  @Column('text')
  job: string;
  @Column('text', { default: '' })
  ref: string;
  @Column('text')
  file: string;
  @Column('text')
  bin: string;
  @Column('text')
  version: string;
  @Column('text')
  arch: string;
  @Column('text', { default: 'file' })
  kind: 'file' | 'archive';
  @Column('jsonb', { nullable: true })
  release: CiRuleRelease | null;
  @Column('boolean', { name: 'is_enabled', default: true })
  isEnabled: boolean;
  @Column('integer', { default: 0 })
  position: number;
  @Column('integer', { default: 1 })
  revision: number;
  /** Counts as author of what comes of the rule. */
  @ForeignKey('users', { name: 'fk_ci_rules_editor_id' })
  @Column('uuid', { name: 'editor_id' })
  editorId: string;
  @Column('timestamptz', { name: 'edited_at' })
  editedAt: Date;
}
