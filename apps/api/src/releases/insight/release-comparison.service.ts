import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database } from '../../platform/database/index.js';
import { DomainError, notFound } from '../../platform/http/index.js';
import type { ReleaseDetailDto } from '../dto/release-view.dto.js';
import { ReleaseViewsService } from '../release-views.service.js';
import { ComparisonReadModel } from './comparison.read-model.js';
import type { ComparedReleaseDto, CompareQuery, ReleaseComparisonDto } from './insight.dto.js';
import { planDifferences } from './plan-differences.js';

const COMPARED = [
  'id',
  'number',
  'title',
  'kind',
  'status',
  'revision',
  'project',
  'environment',
  'bins',
  'strategyType',
  'step',
  'stepCount',
  'progress',
  'headline',
  'author',
  'createdAt',
  'startedAt',
  'finishedAt',
  'needsMyApproval',
  'plan',
  'artifacts',
  'steps',
  'waves',
] as const satisfies readonly (keyof ReleaseDetailDto)[];

@Injectable()
export class ReleaseComparisonService {
  constructor(
    private readonly database: Database,
    private readonly comparisons: ComparisonReadModel,
    private readonly views: ReleaseViewsService,
  ) {}

  async compare(actor: Actor, query: CompareQuery): Promise<ReleaseComparisonDto> {
    const tx = this.database.reader;
    const b = await this.visible(actor, query.b);
    const earlier = query.a ?? (await this.comparisons.previousOf(tx, b.id));
    if (earlier === undefined) {
      throw new DomainError('not_found', 'NO_PREVIOUS_RELEASE', {
        en: 'Nothing was released here before this; name a release to compare it with.',
        zh: '在此之前这里没有过发布；请指定要与之比较的发布。',
      });
    }
    const a = await this.visible(actor, earlier);
    const areBothDeployed = a.startedAt !== null && b.startedAt !== null;
    return {
      a: compared(a),
      b: compared(b),
      differs: [...planDifferences(a, b)],
      nodes: areBothDeployed ? await this.comparisons.nodeSets(tx, a.id, b.id) : null,
    };
  }

  /** A release of a foreign project looks like a missing one. */
  private async visible(actor: Actor, id: string): Promise<ReleaseDetailDto> {
    const release = await this.views.detail(actor, id);
    if (!actor.may('project.read', release.project.id)) throw notFound('release');
    return release;
  }
}

function compared(release: ReleaseDetailDto): ComparedReleaseDto {
  const { startedAt, finishedAt } = release;
  const milliseconds = startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : null;
  return {
    ...pick(release, COMPARED),
    durationSeconds: milliseconds === null ? null : Math.round(milliseconds / 1000),
  };
}

function pick<T, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}
