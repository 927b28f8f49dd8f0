import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TargetStatus } from '@release-console/rollout-core';

const BIGINT = {
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};

/** One node in one release. Times are milliseconds since 1970, as the engine counts. */
@Entity('release_targets')
@Index('release_targets_one_claim', { synchronize: false })
@Index('release_targets_touched', { synchronize: false })
@Index('release_targets_due', { synchronize: false })
@Index('release_targets_in_order', { synchronize: false })
export class ReleaseTarget {
  @PrimaryColumn({ name: 'release_id', type: 'uuid', primaryKeyConstraintName: 'pk_release_targets' })
  @ForeignKey('releases', { name: 'fk_release_targets_release_id' })
  releaseId: string;
  @PrimaryColumn({ name: 'node_id', type: 'text', primaryKeyConstraintName: 'pk_release_targets' })
  @ForeignKey('nodes', { name: 'fk_release_targets_node_id' })
  nodeId: string;
  @Column({ name: 'bin_id', type: 'uuid' })
  @ForeignKey('bins', { name: 'fk_release_targets_bin_id' })
  binId: string;
  @Column({ type: 'integer' })
  wave: number;
  @Column({ type: 'integer' })
  rank: number;
  @Column({ name: 'label_group', type: 'text' })
  group: string;
  @Column({ type: 'text' })
  digest: string;
  @Column({ type: 'text' })
  status: TargetStatus;
  @Column({ name: 'is_down', type: 'boolean' })
  isDown: boolean;
  @Column({ name: 'is_forgiven', type: 'boolean' })
  isForgiven: boolean;
  @Column({ type: 'bigint', transformer: BIGINT })
  generation: number;
  @Column({ name: 'previous_sha256', type: 'text', nullable: true })
  previousSha256: string | null;
  @Column({ name: 'assigned_at', type: 'bigint', nullable: true, transformer: BIGINT })
  assignedAt: number | null;
  @Column({ name: 'ready_since', type: 'bigint', nullable: true, transformer: BIGINT })
  readySince: number | null;
  @Column({ type: 'bigint', transformer: BIGINT })
  since: number;
  @Column({ name: 'due_at', type: 'bigint', nullable: true, transformer: BIGINT })
  dueAt: number | null;
  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;
  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage: string | null;
  /** True while this release decides what the node runs. */
  @Column({ name: 'is_claim', type: 'boolean' })
  isClaim: boolean;
  /** Something was heard of the node that the engine has not looked at. */
  @Column({ name: 'is_touched', type: 'boolean', default: false })
  isTouched: boolean;
}
