import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ProjectScopes, type Actor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import type { CiBuild, CiBuildDetail, CiBuildQuery } from './build.dto.js';
import { BuildListReadModel } from './build-list.read-model.js';

@Injectable()
export class BuildsService implements OnModuleInit {
  constructor(
    private readonly scopes: ProjectScopes,
    private readonly views: BuildListReadModel,
  ) {}

  onModuleInit(): void {
    this.scopes.register('ci-build', async (id) => {
      const projectId = await this.views.projectOf(id);
      return projectId === undefined ? undefined : [projectId];
    });
  }

  list(actor: Actor, query: CiBuildQuery): Promise<Page<CiBuild>> {
    return this.views.list(actor.visibleProjectIds, query);
  }

  get(id: string): Promise<CiBuildDetail> {
    return this.views.get(id);
  }
}
