import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { LocalizedText } from '../../platform/http/index.js';
import type { RunReleaseState } from '../ci-words.js';
import type { CiRuleRelease } from '../rules/rule.dto.js';

/** What one rule makes of one build: one version, perhaps of several files, and perhaps a release. */
@Entity('ci_runs')
@Index('ci_runs_waiting', { synchronize: false })
@Index('ci_runs_bin', { synchronize: false })
@Unique('uq_ci_runs_build_id_rule_id_version', ['buildId', 'ruleId', 'version'])
export class CiRunEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_ci_runs' })
  id: string;
  @ForeignKey('ci_builds', { name: 'fk_ci_runs_build_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'build_id' })
  buildId: string;
  @ForeignKey('ci_rules', { name: 'fk_ci_runs_rule_id', onDelete: 'SET NULL' })
  @Column('uuid', { name: 'rule_id', nullable: true })
  ruleId: string | null;
  @Column('text', { name: 'rule_name' })
  ruleName: string;
  @Column('integer', { name: 'rule_revision' })
  ruleRevision: number;
  @ForeignKey('users', { name: 'fk_ci_runs_editor_id' })
  @Column('uuid', { name: 'editor_id' })
  editorId: string;
  @Column('text')
  bin: string;
  @Column('text')
  version: string;
  /** As the rule said then. */
  @Column('jsonb', { nullable: true })
  release: CiRuleRelease | null;
  @Column('text', { name: 'release_state' })
  releaseState: RunReleaseState;
  @ForeignKey('releases', { name: 'fk_ci_runs_release_id' })
  @Column('uuid', { name: 'release_id', nullable: true })
  releaseId: string | null;
  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;
  @Column('jsonb', { nullable: true })
  error: LocalizedText | null;
}
