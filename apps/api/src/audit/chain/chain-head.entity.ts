import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One row. */
@Entity('audit_chain')
@Check('ck_audit_chain_one_row', 'id = 1')
export class ChainHeadEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_audit_chain' })
  id: number;
  @Column('bigint')
  removed: string;
  @Column('bytea', { name: 'removed_hash' })
  removedHash: Buffer;
  @Column('bigint')
  unsealed: string;
  @Column('bigint')
  count: string;
  @Column('bytea')
  hash: Buffer;
  @Column('bytea', { nullable: true })
  seal: Buffer | null;
}
