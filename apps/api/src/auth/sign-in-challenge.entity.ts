import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Somebody who has shown the password, and not yet the code. */
@Entity('sign_in_challenges')
export class SignInChallengeEntity {
  @PrimaryColumn('text', { name: 'token_hash', primaryKeyConstraintName: 'pk_sign_in_challenges' })
  tokenHash: string;
  @ForeignKey('users', { name: 'fk_sign_in_challenges_user_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId: string;
  /** A password that is no longer the one it was shown for opens nothing. */
  @Column('text', { name: 'password_hash' })
  passwordHash: string;
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
  @Column('integer', { default: 0 })
  failures: number;
}
