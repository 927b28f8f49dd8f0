import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('audit_entries')
@Index('ix_audit_entries_project_id', ['projectId', 'id'])
@Index('ix_audit_entries_subject', ['subjectType', 'subjectId', 'id'])
export class AuditEntryEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'pk_audit_entries' })
  id: string;
  @Column('timestamptz')
  at: Date;
  @Column('text', { name: 'actor_kind' })
  actorKind: 'user' | 'node' | 'system';
  @Column('text', { name: 'actor_id', nullable: true })
  actorId: string | null;
  @Column('text', { name: 'actor_name' })
  actorName: string;
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
}
