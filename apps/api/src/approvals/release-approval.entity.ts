import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What one person decided about one exact plan. */
@Entity('release_approvals')
@Check('ck_release_approvals_verdict', `verdict IN ('approved', 'rejected')`)
export class ReleaseApproval {
  @PrimaryColumn({ name: 'release_id', type: 'uuid', primaryKeyConstraintName: 'pk_release_approvals' })
  @ForeignKey('releases', { name: 'fk_release_approvals_release_id' })
  releaseId: string;
  @PrimaryColumn({ name: 'plan_hash', type: 'text', primaryKeyConstraintName: 'pk_release_approvals' })
  planHash: string;
  @PrimaryColumn({ name: 'approver_id', type: 'uuid', primaryKeyConstraintName: 'pk_release_approvals' })
  @ForeignKey('users', { name: 'fk_release_approvals_approver_id' })
  approverId: string;
  @Column({ type: 'text' })
  verdict: 'approved' | 'rejected';
  @Column({ type: 'text', nullable: true })
  reason: string | null;
  @Column({ type: 'timestamptz' })
  at: Date;
}
