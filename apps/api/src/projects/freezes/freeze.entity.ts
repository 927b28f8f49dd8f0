import type { FreezeTimes } from '@release-console/rollout-core';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A time in which no wave may begin: everywhere, in a project, or in one environment of it. */
@Entity('freezes')
@Check('ck_freezes_scope', 'environment_id IS NULL OR project_id IS NOT NULL')
export class FreezeEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_freezes' })
  id: string;
  /** Null: everywhere. */
  @Column('uuid', { name: 'project_id', nullable: true })
  @ForeignKey('projects', { name: 'fk_freezes_project_id', onDelete: 'CASCADE' })
  projectId: string | null;
  /** Null: all environments. */
  @Column('uuid', { name: 'environment_id', nullable: true })
  @ForeignKey('environments', { name: 'fk_freezes_environment_id', onDelete: 'CASCADE' })
  environmentId: string | null;
  @Column('text')
  name: string;
  @Column('text')
  reason: string;
  @Column('jsonb')
  times: FreezeTimes;
  /** Grows with each change. */
  @Column('integer', { default: 1 })
  revision: number;
  @Column('text', { name: 'changed_by_name' })
  changedByName: string;
  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}
