import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { LocalizedText } from '../../platform/http/index.js';
import type { ImportState } from '../ci-words.js';

/** One file of a run on its way to being an artifact. */
@Entity('ci_imports')
@Index('ci_imports_waiting', { synchronize: false })
@Unique('uq_ci_imports_run_id_path', ['runId', 'path'])
export class CiImportEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_ci_imports' })
  id: string;
  @ForeignKey('ci_runs', { name: 'fk_ci_imports_run_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'run_id' })
  runId: string;
  @Column('text')
  path: string;
  @Column('text')
  arch: string;
  @Column('text')
  kind: 'file' | 'archive';
  @Column('text')
  state: ImportState;
  @Column('integer', { default: 0 })
  attempts: number;
  /** While it is fetched: when somebody else may take it over. */
  @Column('timestamptz', { name: 'next_try_at', nullable: true })
  nextTryAt: Date | null;
  @Column('text', { nullable: true })
  sha256: string | null;
  @Column('bigint', { name: 'size_bytes', nullable: true })
  sizeBytes: string | null;
  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;
  @Column('jsonb', { nullable: true })
  error: LocalizedText | null;
  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}
