import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SealedColumn } from '../../secrets/index.js';

/** The answer to a write that was sent with an `Idempotency-Key`, written in the transaction of the write itself. */
@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @ForeignKey('users', { name: 'fk_idempotency_keys_user_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'pk_idempotency_keys' })
  userId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_idempotency_keys' })
  key: string;
  @Column('text', { name: 'request_hash' })
  requestHash: string;
  @Column('integer')
  status: number;
  /** Encrypted: an answer can hold a token that is shown once. */
  @Column('text', { name: 'sealed_body' })
  sealedBody: string;
  @Index('ix_idempotency_keys_created_at')
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}

export const IDEMPOTENT_ANSWERS: SealedColumn = {
  table: 'idempotency_keys',
  column: 'sealed_body',
  key: ['user_id', 'key'],
  isForgettable: true,
};
