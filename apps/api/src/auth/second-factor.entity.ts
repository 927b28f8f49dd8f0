import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { SealedColumn } from '../platform/secrets/index.js';

/** The app on somebody's phone. Not asked for before its first code was seen. */
@Entity('second_factors')
export class SecondFactorEntity {
  @ForeignKey('users', { name: 'fk_second_factors_user_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'pk_second_factors' })
  userId: string;
  @Column('text', { name: 'sealed_secret' })
  sealedSecret: string;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;
  /** Of the last code that was taken; codes of this step and earlier ones are used up. */
  @Column('integer', { name: 'last_step', default: 0 })
  lastStep: number;
}

export const SECOND_FACTOR_SECRETS: SealedColumn = {
  table: 'second_factors',
  column: 'sealed_secret',
  key: ['user_id'],
};
