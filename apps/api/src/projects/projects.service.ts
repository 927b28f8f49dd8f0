import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ActorChanges } from '../auth/index.js';
import { ProjectScopes, type Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { notFound, type Page } from '../platform/http/index.js';
import { environmentOf, plannedEnvironments } from './environment-plan.js';
import { EnvironmentsRepository } from './environments.repository.js';
import { MembersRepository } from './members.repository.js';
import type { ChangeProject, CreateProject, Project, ProjectQuery, RemovedProject } from './project.dto.js';
import type { ProjectEntity } from './project.entity.js';
import { codeLooksLikeId, deploymentTypeNotBuilt } from './project.errors.js';
import { ProjectChanges } from './project-changes.js';
import { ProjectListReadModel } from './project-list.read-model.js';
import { looksLikeId } from './project-reference.js';
import { ProjectUseReadModel } from './project-use.read-model.js';
import { ProjectsRepository } from './projects.repository.js';

@Injectable()
export class ProjectsService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scopes: ProjectScopes,
    private readonly projects: ProjectsRepository,
    private readonly environments: EnvironmentsRepository,
    private readonly members: MembersRepository,
    private readonly projectList: ProjectListReadModel,
    private readonly use: ProjectUseReadModel,
    private readonly changes: ProjectChanges,
    private readonly actorChanges: ActorChanges,
  ) {}

  onModuleInit(): void {
    this.scopes.register('project', async (reference) => {
      const id = await this.projects.findId(this.database.reader, reference);
      return id === undefined ? undefined : [id];
    });
  }

  list(actor: Actor, query: ProjectQuery): Promise<Page<Project>> {
    return this.projectList.list(actor, query);
  }

  async get(actor: Actor, reference: string): Promise<Project> {
    const id = await this.projects.findId(this.database.reader, reference);
    if (id === undefined) throw notFound('project');
    return this.projectList.get(this.database.reader, actor, id);
  }

  async create(actor: Actor, request: CreateProject): Promise<Project> {
    refuseUnbuilt(request);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const id = await this.projects.create(tx, {
        code: request.code,
        name: request.name.trim(),
        description: request.description ?? '',
        owner: request.owner ?? '',
        repositoryUrl: request.repositoryUrl ?? '',
        buildTool: request.buildTool ?? '',
        deploymentType: 'hosts',
        createdAt: now,
        updatedAt: now,
      });
      await this.projects.ensureOwnName(tx, { id, name: request.name.trim() });
      for (const [position, environment] of plannedEnvironments(request.environments).entries()) {
        const planned = environmentOf(id, environment, position);
        const environmentId = await this.environments.create(tx, planned);
        await this.environments.ensureOwnName(tx, { ...planned, id: environmentId });
      }
      await this.changes.tell(
        tx,
        actor,
        'project.created',
        { id, name: request.name.trim() },
        { to: { ...request, name: request.name.trim() } },
      );
      return this.projectList.get(tx, actor, id);
    });
  }

  async change(actor: Actor, reference: string, request: ChangeProject): Promise<Project> {
    refuseUnbuilt(request);
    const { expectedRevision } = request;
    const id = await this.changes.apply({
      actor,
      reference,
      action: 'project.changed',
      expectedRevision,
      work: async (tx, before) => {
        const project = merged(before, request);
        if (project.name !== before.name) await this.projects.ensureOwnName(tx, project);
        return { project, result: before.id, data: difference(before, project) };
      },
    });
    return this.projectList.get(this.database.reader, actor, id);
  }

  /** Deletes what nothing refers to; archives the rest. */
  async remove(actor: Actor, reference: string): Promise<RemovedProject> {
    return this.database.transaction(async (tx) => {
      const project = await this.projects.lock(tx, reference);
      const isInUse = await this.use.isProjectInUse(tx, project.id);
      if (isInUse)
        await this.projects.save(
          tx,
          { ...project, archivedAt: project.archivedAt ?? this.clock.now() },
          this.clock.now(),
        );
      else await this.delete(tx, project);
      await this.changes.tell(tx, actor, isInUse ? 'project.archived' : 'project.deleted', project, {
        code: project.code,
      });
      return { outcome: isInUse ? 'archived' : 'deleted' };
    });
  }

  async restore(actor: Actor, reference: string): Promise<Project> {
    const work = (_tx: Tx, before: ProjectEntity): Promise<{ project: ProjectEntity; result: string }> =>
      Promise.resolve({ project: { ...before, archivedAt: null }, result: before.id });
    const id = await this.changes.apply({
      actor,
      reference,
      action: 'project.restored',
      evenArchived: true,
      work,
    });
    return this.projectList.get(this.database.reader, actor, id);
  }

  private async delete(tx: Tx, { id }: ProjectEntity): Promise<void> {
    for (const userId of await this.members.userIdsOf(tx, id)) await this.actorChanges.publish(tx, userId);
    await this.projects.remove(tx, id);
  }
}

function refuseUnbuilt({ code, deploymentType }: ChangeProject): void {
  if (deploymentType !== undefined && deploymentType !== null && deploymentType !== 'hosts')
    throw deploymentTypeNotBuilt(deploymentType);
  if (code && looksLikeId(code)) throw codeLooksLikeId();
}

function merged(before: ProjectEntity, request: ChangeProject): ProjectEntity {
  return {
    ...before,
    code: request.code ?? before.code,
    name: request.name?.trim() ?? before.name,
    description: request.description ?? before.description,
    owner: request.owner ?? before.owner,
    repositoryUrl: request.repositoryUrl ?? before.repositoryUrl,
    buildTool: request.buildTool ?? before.buildTool,
  };
}

function difference(before: ProjectEntity, after: ProjectEntity): Record<string, unknown> {
  const fields = ['code', 'name', 'description', 'owner', 'repositoryUrl', 'buildTool'] as const;
  const changed = fields.filter((field) => before[field] !== after[field]);
  return Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }]));
}
