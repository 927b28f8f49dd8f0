import { Injectable } from '@nestjs/common';
import { violatedConstraint, type Tx } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { looksLike } from '../platform/names/index.js';
import { ProjectEntity } from './project.entity.js';
import { codeTaken, projectNameTaken } from './project.errors.js';
import { looksLikeId } from './project-reference.js';

/** One number for everybody who gives a project its name, so that no two meet. */
const NAMES_LOCK = 7_201_851;

export type NewProject = Omit<ProjectEntity, 'id' | 'archivedAt' | 'revision'>;

@Injectable()
export class ProjectsRepository {
  /** The id of a project named by its id or its code. */
  async findId(tx: Tx, reference: string): Promise<string | undefined> {
    const where = looksLikeId(reference) ? { id: reference } : { code: reference };
    return (await tx.findOne(ProjectEntity, { where, select: { id: true } }))?.id;
  }

  /** Archived ones among them, by code. */
  async all(tx: Tx): Promise<Pick<ProjectEntity, 'id' | 'code' | 'name'>[]> {
    return tx.find(ProjectEntity, { select: { id: true, code: true, name: true }, order: { code: 'ASC' } });
  }

  async revisionOf(tx: Tx, id: string): Promise<number> {
    return (await tx.findOneOrFail(ProjectEntity, { where: { id }, select: { revision: true } })).revision;
  }

  /** Changes of one project come one after the other. */
  async lock(tx: Tx, reference: string): Promise<ProjectEntity> {
    const where = looksLikeId(reference) ? { id: reference } : { code: reference };
    const project = await tx.findOne(ProjectEntity, { where, lock: { mode: 'pessimistic_write' } });
    if (!project) throw notFound('project');
    return project;
  }

  async create(tx: Tx, project: NewProject): Promise<string> {
    try {
      const { identifiers } = await tx.insert(ProjectEntity, project);
      return identifiers[0]?.['id'] as string;
    } catch (error) {
      throw violatedConstraint(error) === 'uq_projects_code' ? codeTaken(project.code) : error;
    }
  }

  async save(tx: Tx, project: ProjectEntity, updatedAt: Date): Promise<void> {
    const { id, revision, ...fields } = project;
    try {
      await tx.update(ProjectEntity, { id }, { ...fields, revision: revision + 1, updatedAt });
    } catch (error) {
      throw violatedConstraint(error) === 'uq_projects_code' ? codeTaken(project.code) : error;
    }
  }

  /** People tell projects apart by their names: no other one's may look like this. */
  async ensureOwnName(tx: Tx, { id, name }: Pick<ProjectEntity, 'id' | 'name'>): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [NAMES_LOCK]);
    const all = await tx.find(ProjectEntity, { select: { id: true, name: true } });
    if (all.some((other) => other.id !== id && looksLike(other.name, name))) throw projectNameTaken();
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(ProjectEntity, { id });
  }
}
