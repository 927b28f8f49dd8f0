import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One signed-in browser. Only hashes of its refresh tokens are kept. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_sessions' })
  id: string;
  @Index('ix_sessions_user_id')
  @ForeignKey('users', { name: 'fk_sessions_user_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId: string;
  /** Makes the current refresh token together with a key that the database does not hold. */
  @Column('text', { name: 'refresh_salt' })
  refreshSalt: string;
  @Column('text', { name: 'refresh_hash' })
  refreshHash: string;
  @Column('text', { name: 'previous_refresh_hash', nullable: true })
  previousRefreshHash: string | null;
  @Column('timestamptz', { name: 'rotated_at' })
  rotatedAt: Date;
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  /** The latest end, however often it is renewed. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
  /** Of the browser that signed in or renewed last, and where from. */
  @Column('text', { name: 'user_agent', nullable: true })
  userAgent: string | null;
  @Column('text', { nullable: true })
  address: string | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
