import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A SECRET_KEY that this console was started with; not the key, only its name. */
@Entity('secret_keys')
export class SecretKeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_secret_keys' })
  id: string;
  /** The newest is the one in use. */
  @Column('timestamptz', { name: 'current_since' })
  currentSince: Date;
}
