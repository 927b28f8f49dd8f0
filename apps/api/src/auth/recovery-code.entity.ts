import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** One that was not used yet. */
@Entity('recovery_codes')
export class RecoveryCodeEntity {
  @ForeignKey('users', { name: 'fk_recovery_codes_user_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'pk_recovery_codes' })
  userId: string;
  @PrimaryColumn('text', { name: 'code_hash', primaryKeyConstraintName: 'pk_recovery_codes' })
  codeHash: string;
}
