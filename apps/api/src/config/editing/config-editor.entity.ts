import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Who has a layer of a file open in an editor. */
@Entity('config_editors')
export class ConfigEditorEntity {
  @ForeignKey('config_files', { name: 'fk_config_editors_file_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'file_id', primaryKeyConstraintName: 'pk_config_editors' })
  fileId: string;
  /** `base`, or the code of an environment. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_config_editors' })
  layer: string;
  @ForeignKey('users', { name: 'fk_config_editors_user_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'pk_config_editors' })
  userId: string;
  @Index('ix_config_editors_seen_at')
  @Column('timestamptz', { name: 'seen_at' })
  seenAt: Date;
}
