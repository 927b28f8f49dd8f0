import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SealedColumn } from '../../platform/secrets/index.js';

/** Bytes that must not lie in the artifact store, where files are plain: texts of configuration, their secrets filled in. */
@Entity('sealed_blobs')
export class SealedBlobEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_sealed_blobs' })
  sha256: string;
  @Column('text')
  sealed: string;
}

export const SEALED_BLOBS: SealedColumn = { table: 'sealed_blobs', column: 'sealed', key: ['sha256'] };
