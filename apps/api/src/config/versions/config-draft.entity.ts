import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/**
 * What the newest versions of base and environment make together: rebuilt with each saved version, so that lists need not lay
 * texts over each other to know what is not published yet.
 */
@Entity('config_drafts')
export class ConfigDraftEntity {
  @ForeignKey('config_files', { name: 'fk_config_drafts_file_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'file_id', primaryKeyConstraintName: 'pk_config_drafts' })
  fileId: string;
  @ForeignKey('environments', { name: 'fk_config_drafts_environment_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'environment_id', primaryKeyConstraintName: 'pk_config_drafts' })
  environmentId: string;
  /** Of the text with its references to secrets as they are written; null where there is no such file. */
  @Column('text', { nullable: true })
  sha256: string | null;
}
