import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../platform/auth-guard/index.js';

export const MEMBER_SOURCES = ['manual', 'group'] as const;
export type MemberSource = (typeof MEMBER_SOURCES)[number];

@Entity('project_members')
export class ProjectMemberEntity {
  @ForeignKey('projects', { name: 'fk_project_members_project_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'project_id', primaryKeyConstraintName: 'pk_project_members' })
  projectId: string;
  @Index('ix_project_members_user_id')
  @ForeignKey('users', { name: 'fk_project_members_user_id', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'pk_project_members' })
  userId: string;
  @Column('text')
  role: Role;
  /** Given by hand, which no sign-in changes, or by a group of the provider. */
  @Column('text', { default: 'manual' })
  source: MemberSource;
}
