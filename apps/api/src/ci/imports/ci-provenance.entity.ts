import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SourceKind } from '../ci-words.js';

/** Where an artifact came from; it outlives source and build. */
@Entity('ci_provenance')
@Index('ci_provenance_build', { synchronize: false })
export class CiProvenanceEntity {
  @ForeignKey('artifacts', { name: 'fk_ci_provenance_artifact_id' })
  @PrimaryColumn('uuid', { name: 'artifact_id', primaryKeyConstraintName: 'pk_ci_provenance' })
  artifactId: string;
  @Column('text', { name: 'source_kind' })
  sourceKind: SourceKind;
  @Column('text', { name: 'source_name' })
  sourceName: string;
  @ForeignKey('ci_builds', { name: 'fk_ci_provenance_build_id', onDelete: 'SET NULL' })
  @Column('uuid', { name: 'build_id', nullable: true })
  buildId: string | null;
  @Column('text')
  job: string;
  @Column('bigint')
  number: string;
  @Column('text', { nullable: true })
  url: string | null;
  @Column('text', { nullable: true })
  ref: string | null;
  @Column('text', { name: 'commit_id', nullable: true })
  commitId: string | null;
  @Column('text', { name: 'by_name', nullable: true })
  byName: string | null;
  @Column('text')
  path: string;
  @Column('text')
  sha256: string;
  /** The build named a digest, and the file has it. */
  @Column('boolean', { name: 'is_checked' })
  isChecked: boolean;
  @Column('timestamptz', { name: 'imported_at' })
  importedAt: Date;
}
