import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { BuildOrigin, BuildState } from '../ci-words.js';

/** A file of a build, as the build tells of it. */
export interface BuildFile {
  readonly path: string;
  /** Absolute; absent when it can only be uploaded. */
  readonly url?: string;
  readonly md5?: string;
  readonly sha256?: string;
  /** Another sha256 was told later, or before. */
  readonly isContradicted?: true;
}

@Entity('ci_builds')
@Unique('uq_ci_builds_source_id_job_number_queue_id', ['sourceId', 'job', 'number', 'queueId'])
export class CiBuildEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_ci_builds' })
  id: string;
  @ForeignKey('ci_sources', { name: 'fk_ci_builds_source_id', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'source_id' })
  sourceId: string;
  @Column('text')
  job: string;
  /** Of Jenkins the build, of GitLab the pipeline, of GitHub the run. */
  @Column('bigint')
  number: string;
  /** Tells builds of the same number apart: numbers begin anew where a job was made anew, and runs are repeated. 0: not told. */
  @Column('bigint', { name: 'queue_id' })
  queueId: string;
  /** The number that people know it by. */
  @Column('bigint', { name: 'shown_number' })
  shownNumber: string;
  /** Only grows: what comes late does not turn it back. */
  @Column('smallint', { name: 'phase_rank' })
  phaseRank: number;
  @Column('text')
  state: BuildState;
  @Column('text')
  origin: BuildOrigin;
  @Column('text', { nullable: true })
  url: string | null;
  @Column('text', { nullable: true })
  branch: string | null;
  @Column('text', { nullable: true })
  tag: string | null;
  @Column('text', { name: 'commit_id', nullable: true })
  commitId: string | null;
  @Column('text', { name: 'by_name', nullable: true })
  byName: string | null;
  @Column('jsonb', { default: {} })
  parameters: Readonly<Record<string, string>>;
  @Column('jsonb', { default: [] })
  files: readonly BuildFile[];
  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
  @Column('timestamptz', { name: 'seen_at' })
  seenAt: Date;
}
