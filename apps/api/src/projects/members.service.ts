import { Injectable } from '@nestjs/common';
import { ActorChanges } from '../auth/index.js';
import type { Actor, Role } from '../platform/auth-guard/index.js';
import { Database } from '../platform/database/index.js';
import { notFound, type Page } from '../platform/http/index.js';
import type { Member } from './member.dto.js';
import { MembersRepository } from './members.repository.js';
import { ProjectChanges } from './project-changes.js';
import { ProjectsRepository } from './projects.repository.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectsRepository,
    private readonly members: MembersRepository,
    private readonly changes: ProjectChanges,
    private readonly actorChanges: ActorChanges,
  ) {}

  async list(reference: string): Promise<Page<Member>> {
    const id = await this.projects.findId(this.database.reader, reference);
    if (id === undefined) throw notFound('project');
    return { items: await this.members.listOf(this.database.reader, id), nextCursor: null };
  }

  async set(actor: Actor, reference: string, userId: string, role: Role): Promise<Member> {
    return this.changes.apply({
      actor,
      reference,
      action: 'member.set',
      work: async (tx, project) => {
        if (!(await this.members.hasUser(tx, userId))) throw notFound('user');
        const before = await this.members.roleOf(tx, project.id, userId);
        await this.members.set(tx, { projectId: project.id, userId, role, source: 'manual' });
        await this.actorChanges.publish(tx, userId);
        const member = (await this.members.listOf(tx, project.id)).find(({ user }) => user.id === userId);
        if (!member) throw notFound('member');
        return { result: member, data: { user: member.user, from: before ?? null, to: role } };
      },
    });
  }

  async remove(actor: Actor, reference: string, userId: string): Promise<void> {
    await this.changes.apply({
      actor,
      reference,
      action: 'member.removed',
      work: async (tx, project) => {
        const role = await this.members.roleOf(tx, project.id, userId);
        if (!role) throw notFound('member');
        await this.members.remove(tx, project.id, userId);
        await this.actorChanges.publish(tx, userId);
        return { result: undefined, data: { user: { id: userId }, from: role, to: null } };
      },
    });
  }
}
