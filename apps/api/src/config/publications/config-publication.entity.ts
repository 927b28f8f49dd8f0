import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * That a text of a file may go to the nodes of an environment: it is a version of the file's bin. The same text is the same version,
 * wherever and however often it is published, so whoever asks by its bytes gets one answer.
 */
@Entity('config_publications')
@Unique('uq_config_publications_file_id_environment_id_number', ['fileId', 'environmentId', 'number'])
export class ConfigPublicationEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_config_publications' })
  id: string;
  @ForeignKey('config_files', { name: 'fk_config_publications_file_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'file_id' })
  fileId: string;
  @ForeignKey('environments', { name: 'fk_config_publications_environment_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'environment_id' })
  environmentId: string;
  /** Of the text within the file, from 1: the name of the version. */
  @Column('integer')
  number: number;
  @Index('ix_config_publications_bin_version_id')
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
