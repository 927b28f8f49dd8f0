import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { VERSION_KINDS, type VersionKind } from '../config-words.js';

/** One saved state of a layer of a file. Never changed afterwards. */
@Entity('config_versions')
@Index('config_versions_one', { synchronize: false })
@Check('ck_config_versions_kind', `"kind" IN (${VERSION_KINDS.map((kind) => `'${kind}'`).join(', ')})`)
export class ConfigVersionEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_config_versions' })
  id: string;
  @ForeignKey('config_files', { name: 'fk_config_versions_file_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'file_id' })
  fileId: string;
  /** Null: the base. */
  @ForeignKey('environments', { name: 'fk_config_versions_environment_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'environment_id', nullable: true })
  environmentId: string | null;
  /** Counts from 1 in its layer. */
  @Column('integer')
  number: number;
  /** The version that it was made from; 0 for the first of its layer. */
  @Column('integer', { name: 'parent_number' })
  parentNumber: number;
  @Column('text')
  kind: VersionKind;
  /** Null when it is sealed, or when the layer has none: an environment without one is as the base says. */
  @Column('text', { nullable: true })
  text: string | null;
  @Column('text', { nullable: true })
  sealed: string | null;
  /** Paths of keys that the base has and this environment has not. */
  @Column('text', { name: 'removed_keys', array: true, default: () => `'{}'` })
  removedKeys: readonly string[];
  /** In this environment there shall be no such file. */
  @Column('boolean', { name: 'is_deleted', default: false })
  isDeleted: boolean;
  /** Of the text; null when there is none. */
  @Column('text', { nullable: true })
  sha256: string | null;
  @Column('text', { default: '' })
  message: string;
  @ForeignKey('users', { name: 'fk_config_versions_author_id' })
  @Column('uuid', { name: 'author_id' })
  authorId: string;
  @Column('text', { name: 'author_name' })
  authorName: string;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
