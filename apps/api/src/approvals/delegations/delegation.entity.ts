import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Somebody decides in the name of somebody else for a time. */
@Entity('approval_delegations')
@Check('ck_approval_delegations_order', 'starts_at < ends_at AND from_id <> to_id')
export class DelegationEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_approval_delegations' })
  id: string;
  @Index('ix_approval_delegations_from_id')
  @Column({ name: 'from_id', type: 'uuid' })
  @ForeignKey('users', { name: 'fk_approval_delegations_from_id' })
  fromId: string;
  @Index('ix_approval_delegations_to_id')
  @Column({ name: 'to_id', type: 'uuid' })
  @ForeignKey('users', { name: 'fk_approval_delegations_to_id' })
  toId: string;
  @Column({ name: 'starts_at', type: 'timestamptz' })
  startsAt: Date;
  /** Not included. */
  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;
  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
