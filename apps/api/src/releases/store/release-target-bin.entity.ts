import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TargetBin } from '@release-console/rollout-core';
import { ReleaseTarget } from './release-target.entity.js';

const KEY = { primaryKeyConstraintName: 'pk_release_target_bins' } as const;

/** One bin on one node in one release. */
@Entity('release_target_bins')
@Check('ck_release_target_bins_asked', `asked IN ('stage', 'activate', 'revert')`)
@ForeignKey(() => ReleaseTarget, ['releaseId', 'nodeId'], ['releaseId', 'nodeId'], {
  name: 'fk_release_target_bins_target',
})
@Index('release_target_bins_one_claim', { synchronize: false })
export class ReleaseTargetBin {
  @PrimaryColumn({ name: 'release_id', type: 'uuid', ...KEY })
  releaseId: string;
  @PrimaryColumn({ name: 'node_id', type: 'text', ...KEY })
  nodeId: string;
  @PrimaryColumn({ name: 'bin_id', type: 'uuid', ...KEY })
  @ForeignKey('bins', { name: 'fk_release_target_bins_bin_id' })
  binId: string;
  /** Place in the order of activation. */
  @Column({ type: 'smallint' })
  position: number;
  @Column({ type: 'text' })
  digest: string;
  @Column({ type: 'text', nullable: true })
  asked: TargetBin['asked'];
  @Column({ type: 'bigint' })
  generation: string;
  @Column({ name: 'previous_sha256', type: 'text', nullable: true })
  previousSha256: string | null;
  /** True while this release decides what the node runs of it. */
  @Column({ name: 'is_claim', type: 'boolean' })
  isClaim: boolean;
}
