import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { invalidField, notFound } from '../../../platform/http/index.js';
import { archivedProject } from '../alert.errors.js';

export interface NamedPlace {
  readonly projectId: string;
  readonly environmentId?: string | null | undefined;
  readonly bin?: string | null | undefined;
}

export interface FoundPlace {
  readonly environmentId: string | null;
  readonly binId: string | null;
}

const FIND = `
  SELECT p.archived_at IS NOT NULL AS "isArchived",
    (SELECT e.id FROM environments e WHERE e.project_id = p.id AND e.id = $2) AS "environmentId",
    (SELECT b.id FROM bins b WHERE b.project_id = p.id AND b.name = $3) AS "binId"
  FROM projects p WHERE p.id = $1`;

/** Finds what a rule or a silence says it is about, and refuses what is not of its project. */
@Injectable()
export class AlertPlacesReadModel {
  async find(tx: Tx, { projectId, environmentId = null, bin = null }: NamedPlace): Promise<FoundPlace> {
    const [found] = await tx.query<(FoundPlace & { readonly isArchived: boolean })[]>(FIND, [
      projectId,
      environmentId,
      bin,
    ]);
    if (!found) throw notFound('project');
    if (found.isArchived) throw archivedProject();
    if (environmentId !== null && found.environmentId === null)
      throw invalidField('environmentId', 'unknown_environment', {
        en: 'This project has no such environment.',
        zh: '该项目没有此环境。',
      });
    if (bin !== null && found.binId === null)
      throw invalidField('bin', 'unknown_bin', {
        en: 'This project has no bin with this name.',
        zh: '该项目没有此名称的程序。',
      });
    return { environmentId: found.environmentId, binId: found.binId };
  }
}
