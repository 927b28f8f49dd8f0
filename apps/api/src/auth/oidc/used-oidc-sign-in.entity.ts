import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Sign-ins that came back from the provider: each does so once. */
@Entity('used_oidc_sign_ins')
export class UsedOidcSignInEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_used_oidc_sign_ins' })
  id: string;
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
