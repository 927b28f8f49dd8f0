import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** A text of a file that was made a version that releases can bring to the nodes of one environment. Never changed. */
@Entity('config_publications')
@Unique('uq_config_publications_file_id_environment_id_number', ['fileId', 'environmentId', 'number'])
@Unique('uq_config_publications_bin_version_id', ['binVersionId'])
export class ConfigPublicationEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_config_publications' })
  id: string;
  @ForeignKey('config_files', { name: 'fk_config_publications_file_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'file_id' })
  fileId: string;
  @ForeignKey('environments', { name: 'fk_config_publications_environment_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'environment_id' })
  environmentId: string;
  /** Counts from 1 in the environment; the version is named `<environment>.<number>`. */
  @Column('integer')
  number: number;
  @ForeignKey('bin_versions', { name: 'fk_config_publications_bin_version_id' })
  @Column('uuid', { name: 'bin_version_id' })
  binVersionId: string;
  /** Version of the base that it was made from. */
  @Column('integer', { name: 'base_number' })
  baseNumber: number;
  /** Version of the environment's own layer; 0 when that had none. */
  @Column('integer', { name: 'override_number' })
  overrideNumber: number;
  /** With references to secrets as they are written; null when it is sealed or a deletion. */
  @Column('text', { nullable: true })
  text: string | null;
  @Column('text', { nullable: true })
  sealed: string | null;
  /** Of the text as written; null for a deletion. */
  @Column('text', { name: 'text_sha256', nullable: true })
  textSha256: string | null;
  @Column('text', { name: 'secret_names', array: true, default: () => `'{}'` })
  secretNames: readonly string[];
  @Column('text', { name: 'published_by_name' })
  publishedByName: string;
  @Column('timestamptz', { name: 'published_at' })
  publishedAt: Date;
}
