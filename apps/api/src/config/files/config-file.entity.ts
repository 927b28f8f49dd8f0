import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { Format, JsonValue } from '../content/index.js';

/** A configuration file of a project: one name, one format, a text per layer. */
@Entity('config_files')
@Unique('uq_config_files_project_id_name', ['projectId', 'name'])
@Unique('uq_config_files_bin_id', ['binId'])
export class ConfigFileEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_config_files' })
  id: string;
  @ForeignKey('projects', { name: 'fk_config_files_project_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'project_id' })
  projectId: string;
  /** What it is to engine and nodes. */
  @ForeignKey('bins', { name: 'fk_config_files_bin_id' })
  @Column('uuid', { name: 'bin_id' })
  binId: string;
  @Column('text')
  name: string;
  @Column('text')
  format: Format;
  @Column('text', { default: '' })
  description: string;
  @Column('jsonb', { nullable: true })
  schema: JsonValue | null;
  /** Its texts are sealed, and shown to nobody without the right to reveal. */
  @Column('boolean', { name: 'is_secret', default: false })
  isSecret: boolean;
  /** Grows with each change of the settings above. */
  @Column('integer', { default: 1 })
  revision: number;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  @Column('text', { name: 'created_by_name' })
  createdByName: string;
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt: Date | null;
}
