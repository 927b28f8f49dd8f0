import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** `config`: its versions are texts of a configuration file, and it has no uploads. */
export type BinKind = 'program' | 'config';

@Entity('bins')
@Unique('uq_bins_name', ['name'])
@Check('ck_bins_kind', `"kind" IN ('program', 'config')`)
export class BinEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_bins' })
  id: string;
  /** Unique everywhere: nodes ask by nothing but the name. */
  @Column('text')
  name: string;
  @Index('ix_bins_project_id')
  @ForeignKey('projects', { name: 'fk_bins_project_id' })
  @Column('uuid', { name: 'project_id' })
  projectId: string;
  @Column('text', { default: 'program' })
  kind: BinKind;
  @Column('text', { default: '' })
  description: string;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  @ForeignKey('users', { name: 'fk_bins_created_by' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;
}
