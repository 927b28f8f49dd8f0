import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a caller proves itself with. */
@Entity('ci_source_secrets')
export class CiSourceSecretEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_ci_source_secrets' })
  id: string;
  @Index('ix_ci_source_secrets_source_id')
  @ForeignKey('ci_sources', { name: 'fk_ci_source_secrets_source_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'source_id' })
  sourceId: string;
  @Column('text')
  sealed: string;
  /** Who was shown it; null when it is not known. */
  @ForeignKey('users', { name: 'fk_ci_source_secrets_maker_id' })
  @Column('uuid', { name: 'maker_id', nullable: true })
  makerId: string | null;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  /** Null: the current one. */
  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;
}
