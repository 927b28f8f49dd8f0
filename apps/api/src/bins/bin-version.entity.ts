import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

@Entity('bin_versions')
@Unique('uq_bin_versions_bin_id_version', ['binId', 'version'])
export class BinVersionEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_bin_versions' })
  id: string;
  @ForeignKey('bins', { name: 'fk_bin_versions_bin_id' })
  @Column('uuid', { name: 'bin_id' })
  binId: string;
  @Column('text')
  version: string;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  @ForeignKey('users', { name: 'fk_bin_versions_created_by' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;
  /** People who made what is in it, beside those who uploaded it: none of them approves it alone. */
  @Column('uuid', { name: 'author_ids', array: true, default: () => `'{}'` })
  authorIds: readonly string[];
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;
  @ForeignKey('users', { name: 'fk_bin_versions_withdrawn_by' })
  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnBy: string | null;
  @Column('text', { name: 'withdraw_reason', nullable: true })
  withdrawReason: string | null;
  /** Where this version has run, none that came before that one may run again. */
  @ForeignKey('bin_versions', { name: 'fk_bin_versions_rollback_barrier_id' })
  @Column('uuid', { name: 'rollback_barrier_id', nullable: true })
  rollbackBarrierId: string | null;
}
