import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A value that texts refer to by `${secret:NAME}`. */
@Entity('config_secrets')
@Index('config_secrets_one', { synchronize: false })
export class ConfigSecretEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_config_secrets' })
  id: string;
  @ForeignKey('projects', { name: 'fk_config_secrets_project_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'project_id' })
  projectId: string;
  @Column('text')
  name: string;
  /** Null: for each environment that has no value of its own. */
  @ForeignKey('environments', { name: 'fk_config_secrets_environment_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'environment_id', nullable: true })
  environmentId: string | null;
  @Column('text')
  sealed: string;
  @Column('integer', { default: 1 })
  revision: number;
  @Column('text', { name: 'changed_by_name' })
  changedByName: string;
  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}
