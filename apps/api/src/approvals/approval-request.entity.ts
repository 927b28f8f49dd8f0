import type { ApprovalPolicy } from '@release-console/approval-policy';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What was asked of whom, and since when; a new round begins where what was approved was voided. */
@Entity('approval_requests')
export class ApprovalRequestEntity {
  @PrimaryColumn({ name: 'release_id', type: 'uuid', primaryKeyConstraintName: 'pk_approval_requests' })
  @ForeignKey('releases', { name: 'fk_approval_requests_release_id' })
  releaseId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_approval_requests' })
  round: number;
  /** As it was then. */
  @Column({ type: 'jsonb' })
  policy: ApprovalPolicy;
  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt: Date;
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;
}
