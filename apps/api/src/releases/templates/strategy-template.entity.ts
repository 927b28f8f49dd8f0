import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { ReleaseRules } from '../planning/release-draft.js';

/** Rules under which releases of a project go out, kept under a name; releases copy them. */
@Entity('strategy_templates')
@Unique('uq_strategy_templates_project_id_name', ['projectId', 'name'])
export class StrategyTemplateEntity {
  @PrimaryColumn('uuid', {
    default: () => 'uuidv7()',
    primaryKeyConstraintName: 'pk_strategy_templates',
  })
  id: string;
  @Column('uuid', { name: 'project_id' })
  @ForeignKey('projects', { name: 'fk_strategy_templates_project_id', onDelete: 'CASCADE' })
  projectId: string;
  @Column('text')
  name: string;
  @Column('jsonb')
  rules: ReleaseRules;
  /** Grows with each change. */
  @Column('integer', { default: 1 })
  revision: number;
  @Column('text', { name: 'changed_by_name' })
  changedByName: string;
  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}

/** The template that releases to an environment start from; at most one each. */
@Entity('strategy_template_defaults')
export class StrategyTemplateDefault {
  @PrimaryColumn('uuid', {
    name: 'environment_id',
    primaryKeyConstraintName: 'pk_strategy_template_defaults',
  })
  @ForeignKey('environments', {
    name: 'fk_strategy_template_defaults_environment_id',
    onDelete: 'CASCADE',
  })
  environmentId: string;
  @Column('uuid', { name: 'template_id' })
  @ForeignKey('strategy_templates', {
    name: 'fk_strategy_template_defaults_template_id',
    onDelete: 'CASCADE',
  })
  templateId: string;
}
