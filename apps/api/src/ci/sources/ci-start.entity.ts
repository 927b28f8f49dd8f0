import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalizedText } from '../../platform/http/index.js';
import type { StartState } from '../ci-words.js';

/** A build that a person started from here. */
@Entity('ci_starts')
export class CiStartEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_ci_starts' })
  id: string;
  @Index('ix_ci_starts_source_id')
  @ForeignKey('ci_sources', { name: 'fk_ci_starts_source_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'source_id' })
  sourceId: string;
  @Column('text')
  job: string;
  @Column('text', { name: 'parameter_names', array: true, default: () => `'{}'` })
  parameterNames: readonly string[];
  @Column('text')
  state: StartState;
  /** Of Jenkins; also that of the build later. */
  @Column('bigint', { name: 'queue_id', nullable: true })
  queueId: string | null;
  @Column('integer', { nullable: true })
  number: number | null;
  @Column('jsonb', { nullable: true })
  note: LocalizedText | null;
  @Column('timestamptz', { name: 'requested_at' })
  requestedAt: Date;
  @ForeignKey('users', { name: 'fk_ci_starts_requested_by' })
  @Column('uuid', { name: 'requested_by' })
  requestedBy: string;
  @Column('text', { name: 'requested_by_name' })
  requestedByName: string;
  @Column('timestamptz', { name: 'next_look_at', nullable: true })
  nextLookAt: Date | null;
}
