import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LocalizedText } from '../../platform/http/index.js';
import type { DeliveryState } from '../ci-words.js';

/** A call that was proven, with what became of it. */
@Entity('ci_deliveries')
@Index('ci_deliveries_first', { synchronize: false })
@Index('ci_deliveries_other_body', { synchronize: false })
@Index('ci_deliveries_waiting', { synchronize: false })
@Index('ci_deliveries_received', { synchronize: false })
export class CiDeliveryEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_ci_deliveries' })
  id: string;
  @Index('ix_ci_deliveries_source_id')
  @ForeignKey('ci_sources', { name: 'fk_ci_deliveries_source_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'source_id' })
  sourceId: string;
  @Column('text')
  event: string;
  /** One with an effect per source and key. */
  @Column('text', { name: 'dedupe_key' })
  dedupeKey: string;
  @Column('text', { name: 'body_sha256' })
  bodySha256: string;
  @Column('integer', { name: 'size_bytes' })
  sizeBytes: number;
  /** Sealed, because parameters and logs hold secrets now and then; null once it is old. */
  @Column('text', { name: 'sealed_body', nullable: true })
  sealedBody: string | null;
  @Column('text')
  state: DeliveryState;
  /** Null: nobody has looked at it yet. */
  @Column('jsonb', { nullable: true })
  fate: LocalizedText | null;
  @Index('ix_ci_deliveries_build_id')
  @ForeignKey('ci_builds', { name: 'fk_ci_deliveries_build_id', onDelete: 'SET NULL' })
  @Column('uuid', { name: 'build_id', nullable: true })
  buildId: string | null;
  @Column('integer', { default: 0 })
  attempts: number;
  @Column('integer', { default: 0 })
  duplicates: number;
  @Column('timestamptz', { name: 'received_at' })
  receivedAt: Date;
  @Column('timestamptz', { name: 'next_try_at', nullable: true })
  nextTryAt: Date | null;
  @Column('timestamptz', { name: 'processed_at', nullable: true })
  processedAt: Date | null;
}
