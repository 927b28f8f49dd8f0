import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('audit_entries')
@Unique('uq_audit_entries_seq', ['seq'])
@Index('ix_audit_entries_project_id', ['projectId', 'seq'])
@Index('ix_audit_entries_subject', ['subjectType', 'subjectId', 'seq'])
@Index('ix_audit_entries_actor_id', ['actorId', 'seq'])
export class AuditEntryEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_audit_entries' })
  id: string;
  /** Its place in the chain: entries have the order in which their changes were committed. */
  @Column('bigint')
  seq: string;
  @Column('timestamptz')
  at: Date;
  @Column('text', { name: 'actor_kind' })
  actorKind: 'user' | 'token' | 'node' | 'system';
  @Column('text', { name: 'actor_id', nullable: true })
  actorId: string | null;
  @Column('text', { name: 'actor_name' })
  actorName: string;
  /** The API token through which the person acted. */
  @Column('uuid', { name: 'actor_token_id', nullable: true })
  actorTokenId: string | null;
  @Column('text', { name: 'actor_token_name', nullable: true })
  actorTokenName: string | null;
  @Column('text')
  action: string;
  @Column('text', { name: 'subject_type' })
  subjectType: string;
  @Column('text', { name: 'subject_id' })
  subjectId: string;
  @Column('text', { name: 'subject_name', nullable: true })
  subjectName: string | null;
  @Column('uuid', { name: 'project_id', nullable: true })
  projectId: string | null;
  @Column('text', { nullable: true })
  reason: string | null;
  @Column('jsonb', { default: {} })
  data: Readonly<Record<string, unknown>>;
  @Column('text', { name: 'request_id', nullable: true })
  requestId: string | null;
  @Column('text', { nullable: true })
  address: string | null;
  @Column('text', { name: 'user_agent', nullable: true })
  userAgent: string | null;
  @Column('bytea')
  hash: Buffer;
  /** Null for what is older than seals. */
  @Column('bytea', { nullable: true })
  seal: Buffer | null;
}
