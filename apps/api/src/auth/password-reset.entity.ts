import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** The one link by which a person may choose a new password; a newer one takes its place. */
@Entity('password_resets')
@Unique('uq_password_resets_token_hash', ['tokenHash'])
export class PasswordResetEntity {
  @ForeignKey('users', { name: 'fk_password_resets_user_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'pk_password_resets' })
  userId: string;
  @Column('text', { name: 'token_hash' })
  tokenHash: string;
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
