import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TargetStatus } from '@release-console/rollout-core';

const BIGINT = {
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};

/** One node in one release. Times are milliseconds since 1970, as the engine counts. */
@Entity('release_targets')
@Index('release_targets_touched', { synchronize: false })
@Index('release_targets_due', { synchronize: false })
@Index('release_targets_in_order', { synchronize: false })
@Index('release_targets_in_group', { synchronize: false })
@Index('release_targets_by_rank', { synchronize: false })
@Index('release_targets_exceptions', { synchronize: false })
export class ReleaseTarget {
  @PrimaryColumn({ name: 'release_id', type: 'uuid', primaryKeyConstraintName: 'pk_release_targets' })
  @ForeignKey('releases', { name: 'fk_release_targets_release_id' })
  releaseId: string;
  @PrimaryColumn({ name: 'node_id', type: 'text', primaryKeyConstraintName: 'pk_release_targets' })
  @ForeignKey('nodes', { name: 'fk_release_targets_node_id' })
  nodeId: string;
  @Column({ type: 'integer' })
  wave: number;
  @Column({ type: 'integer' })
  rank: number;
  @Column({ name: 'label_group', type: 'text' })
  group: string;
  @Column({ type: 'text' })
  status: TargetStatus;
  @Column({ name: 'is_down', type: 'boolean' })
  isDown: boolean;
  @Column({ name: 'is_forgiven', type: 'boolean' })
  isForgiven: boolean;
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
  /** This release told it to run something else. */
  @Column({ name: 'is_changed', type: 'boolean' })
  isChanged: boolean;
  /** Something was heard of the node that the engine has not looked at. */
  @Column({ name: 'is_touched', type: 'boolean', default: false })
  isTouched: boolean;
}
