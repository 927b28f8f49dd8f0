import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('setup_tokens')
export class SetupTokenEntity {
  @PrimaryColumn('text', { name: 'token_hash', primaryKeyConstraintName: 'pk_setup_tokens' })
  tokenHash: string;
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
