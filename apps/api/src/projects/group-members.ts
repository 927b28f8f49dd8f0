import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM } from '../audit/index.js';
import { RoleGrants, type Person, type RoleGrant } from '../auth/index.js';
import type { Role } from '../platform/auth-guard/index.js';
import type { Tx } from '../platform/database/index.js';
import { MembersRepository } from './members.repository.js';
import { ProjectChanges } from './project-changes.js';
import type { ProjectEntity } from './project.entity.js';
import type { ProjectMemberEntity } from './project-member.entity.js';
import { ProjectsRepository } from './projects.repository.js';

type Known = Pick<ProjectEntity, 'id' | 'code' | 'name'>;

interface Change {
  readonly project: Known;
  readonly from: Role | undefined;
  readonly to: Role | undefined;
}

/** Members by group, as the provider tells the groups when a person signs in. What was given by hand is left alone. */
@Injectable()
export class GroupMembers implements OnModuleInit {
  constructor(
    private readonly grants: RoleGrants,
    private readonly projects: ProjectsRepository,
    private readonly members: MembersRepository,
    private readonly changes: ProjectChanges,
  ) {}

  onModuleInit(): void {
    this.grants.register((tx, person, grants) => this.apply(tx, person, grants));
  }

  private async apply(tx: Tx, person: Person, grants: readonly RoleGrant[]): Promise<boolean> {
    const held = await this.members.membershipsOf(tx, person.id);
    const projects = await this.projects.all(tx);
    const changes = projects.flatMap((project) => changeOf(project, held, grants));
    for (const { project, to } of changes) {
      const key = { projectId: project.id, userId: person.id };
      if (to) await this.members.set(tx, { ...key, role: to, source: 'group' });
      else await this.members.remove(tx, key.projectId, key.userId);
    }
    for (const change of changes) await this.tell(tx, person, change);
    const lost = changes.filter(({ to }) => !to).length;
    const gained = changes.filter(({ from }) => !from).length;
    return held.length + gained - lost > 0;
  }

  private async tell(tx: Tx, { id, name }: Person, { project, from, to }: Change): Promise<void> {
    const data = { user: { id, name }, from: from ?? null, to: to ?? null, by: 'oidc' };
    await this.changes.tell(tx, SYSTEM, to ? 'member.set' : 'member.removed', project, data);
  }
}

function changeOf(
  project: Known,
  held: readonly ProjectMemberEntity[],
  grants: readonly RoleGrant[],
): readonly Change[] {
  const now = held.find(({ projectId }) => projectId === project.id);
  if (now?.source === 'manual') return [];
  const to = grants.find((grant) => grant.project === '*' || grant.project === project.code)?.role;
  return now?.role === to ? [] : [{ project, from: now?.role, to }];
}
