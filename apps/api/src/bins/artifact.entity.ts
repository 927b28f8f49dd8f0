import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

export type ArtifactKind = 'file' | 'archive';

/** The bytes of one version for one architecture; never changed, as a trigger makes sure. */
@Entity('artifacts')
@Unique('uq_artifacts_version_id_arch', ['versionId', 'arch'])
@Check('ck_artifacts_kind', `"kind" IN ('file', 'archive')`)
@Check('ck_artifacts_sha256', `"sha256" ~ '^[0-9a-f]{64}$'`)
export class ArtifactEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_artifacts' })
  id: string;
  @ForeignKey('bin_versions', { name: 'fk_artifacts_version_id' })
  @Column('uuid', { name: 'version_id' })
  versionId: string;
  @Column('text')
  arch: string;
  @Column('text', { default: 'file' })
  kind: ArtifactKind;
  @Index('ix_artifacts_sha256')
  @Column('text')
  sha256: string;
  /** Exact: sizes stay far below 2^53. */
  @Column('bigint', { name: 'size_bytes', transformer: { to: (bytes: number) => bytes, from: Number } })
  sizeBytes: number;
  @Column('text', { name: 'file_name' })
  fileName: string;
  @Column('timestamptz', { name: 'uploaded_at' })
  uploadedAt: Date;
  @ForeignKey('users', { name: 'fk_artifacts_uploaded_by' })
  @Column('uuid', { name: 'uploaded_by', nullable: true })
  uploadedBy: string | null;
}
