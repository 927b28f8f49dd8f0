import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** What one person decided about one exact plan; nobody is heard twice in a round, in whatever name. */
@Entity('release_approvals')
@Check('ck_release_approvals_verdict', `verdict IN ('approved', 'rejected')`)
@Unique('uq_release_approvals_decided_by', ['releaseId', 'planHash', 'round', 'decidedBy'])
export class ReleaseApproval {
  @PrimaryColumn({ name: 'release_id', type: 'uuid', primaryKeyConstraintName: 'pk_release_approvals' })
  @ForeignKey('releases', { name: 'fk_release_approvals_release_id' })
  releaseId: string;
  @PrimaryColumn({ name: 'plan_hash', type: 'text', primaryKeyConstraintName: 'pk_release_approvals' })
  planHash: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_release_approvals' })
  round: number;
  /** In whose name. */
  @PrimaryColumn({ name: 'approver_id', type: 'uuid', primaryKeyConstraintName: 'pk_release_approvals' })
  @ForeignKey('users', { name: 'fk_release_approvals_approver_id' })
  approverId: string;
  /** The same person, or their deputy. */
  @Column({ name: 'decided_by', type: 'uuid' })
  @ForeignKey('users', { name: 'fk_release_approvals_decided_by' })
  decidedBy: string;
  /** Index of the level that was open then. */
  @Column({ type: 'integer' })
  level: number;
  @Column({ type: 'text' })
  verdict: 'approved' | 'rejected';
  @Column({ type: 'text', nullable: true })
  reason: string | null;
  @Column({ type: 'timestamptz' })
  at: Date;
}
