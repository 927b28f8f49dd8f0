import { Injectable } from '@nestjs/common';
import type { Role } from '../platform/auth-guard/index.js';
import type { Tx } from '../platform/database/index.js';
import type { Member } from './member.dto.js';
import { ProjectMemberEntity } from './project-member.entity.js';

const MEMBERS = `
  SELECT jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email) AS "user", m.role, m.source
  FROM project_members m JOIN users u ON u.id = m.user_id
  WHERE m.project_id = $1
  ORDER BY lower(u.name), u.id`;

@Injectable()
export class MembersRepository {
  async listOf(tx: Tx, projectId: string): Promise<Member[]> {
    return tx.query<Member[]>(MEMBERS, [projectId]);
  }

  async roleOf(tx: Tx, projectId: string, userId: string): Promise<Role | undefined> {
    return (await tx.findOneBy(ProjectMemberEntity, { projectId, userId }))?.role;
  }

  async membershipsOf(tx: Tx, userId: string): Promise<ProjectMemberEntity[]> {
    return tx.findBy(ProjectMemberEntity, { userId });
  }

  async set(tx: Tx, member: ProjectMemberEntity): Promise<void> {
    await tx.upsert(ProjectMemberEntity, member, ['projectId', 'userId']);
  }

  async remove(tx: Tx, projectId: string, userId: string): Promise<void> {
    await tx.delete(ProjectMemberEntity, { projectId, userId });
  }

  async userIdsOf(tx: Tx, projectId: string): Promise<string[]> {
    return (await tx.findBy(ProjectMemberEntity, { projectId })).map(({ userId }) => userId);
  }

  async hasUser(tx: Tx, userId: string): Promise<boolean> {
    return (await tx.query<unknown[]>('SELECT 1 FROM users WHERE id = $1', [userId])).length > 0;
  }
}
