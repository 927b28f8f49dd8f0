import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ReleaseEvent } from '@release-console/rollout-core';

/** One decision of a release; folding them in order gives its state. */
@Entity('release_events')
export class ReleaseEventRow {
  @PrimaryColumn({ name: 'release_id', type: 'uuid', primaryKeyConstraintName: 'pk_release_events' })
  @ForeignKey('releases', { name: 'fk_release_events_release_id' })
  releaseId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_release_events' })
  seq: number;
  @Column({ type: 'integer' })
  revision: number;
  @Column({ type: 'text' })
  type: string;
  @Column({ type: 'timestamptz' })
  at: Date;
  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId: string | null;
  @Column({ name: 'actor_name', type: 'text', nullable: true })
  actorName: string | null;
  @Column({ type: 'jsonb' })
  data: ReleaseEvent;
}
