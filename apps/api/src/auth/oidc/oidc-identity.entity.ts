import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Whose account here somebody at a provider is. E-mail addresses change hands; a subject never does. */
@Entity('oidc_identities')
@Unique('uq_oidc_identities_user_id_issuer', ['userId', 'issuer'])
export class OidcIdentityEntity {
  /** As `issuerKey` gives it. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_oidc_identities' })
  issuer: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_oidc_identities' })
  subject: string;
  @ForeignKey('users', { name: 'fk_oidc_identities_user_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId: string;
  @Column('timestamptz', { name: 'linked_at' })
  linkedAt: Date;
}
