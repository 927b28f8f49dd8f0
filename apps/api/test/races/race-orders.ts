import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor } from '../../src/platform/auth-guard/index.js';
import type { ReleaseApprovalsService } from '../../src/releases/approval/release-approvals.service.js';
import type { ReleaseDraftDto } from '../../src/releases/dto/release-draft.dto.js';
import type { ReleaseCommandsService } from '../../src/releases/release-commands.service.js';
import type { ReleaseDraftsService } from '../../src/releases/release-drafts.service.js';

/** A module of the console by its path in `src`, without its ending: of the sources, or of the build. */
export type Modules = <T>(path: string) => Promise<T>;

/** What people do with releases, by the services behind the routes: answering with the whole release costs more than the order. */
export class RaceOrders {
  private constructor(
    private readonly commands: ReleaseCommandsService,
    private readonly approvals: ReleaseApprovalsService,
    private readonly drafts: ReleaseDraftsService,
    private readonly actorClass: typeof Actor,
    private readonly projectId: string,
  ) {}

  static async of(app: NestFastifyApplication, modules: Modules, projectId: string): Promise<RaceOrders> {
    const part = async <T>(path: string, name: string): Promise<T> => {
      const found = (await modules<Record<string, new () => T>>(path))[name];
      if (!found) throw new Error(`${path} has no ${name}`);
      return app.get<T>(found, { strict: false });
    };
    const { Actor } =
      await modules<typeof import('../../src/platform/auth-guard/index.js')>('platform/auth-guard/index');
    return new RaceOrders(
      await part('releases/release-commands.service', 'ReleaseCommandsService'),
      await part('releases/approval/release-approvals.service', 'ReleaseApprovalsService'),
      await part('releases/release-drafts.service', 'ReleaseDraftsService'),
      Actor,
      projectId,
    );
  }

  async create(who: RacePerson, draft: object, submit: boolean): Promise<string> {
    return this.drafts.create(this.actor(who), { ...(draft as ReleaseDraftDto), submit });
  }

  async edit(who: RacePerson, id: string, draft: object): Promise<void> {
    await this.drafts.edit(this.actor(who), id, draft as ReleaseDraftDto);
  }

  approve(who: RacePerson, id: string, planHash?: string): Promise<void> {
    return this.approvals.approve(this.actor(who), id, planHash === undefined ? {} : { planHash });
  }

  reject(who: RacePerson, id: string): Promise<void> {
    return this.approvals.reject(this.actor(who), id, {});
  }

  submit(who: RacePerson, id: string): Promise<void> {
    return this.commands.submit(this.actor(who), id, {});
  }

  deploy(who: RacePerson, id: string): Promise<void> {
    return this.commands.deploy(this.actor(who), id, {});
  }

  cancel(who: RacePerson, id: string): Promise<void> {
    return this.commands.simple(this.actor(who), id, {}, { type: 'cancel', reason: null });
  }

  private actor({ id, name }: RacePerson): Actor {
    const memberships = [{ projectId: this.projectId, role: 'release_manager' as const }];
    return new this.actorClass(id, name, `${name}@example.com`, false, memberships);
  }
}

export interface RacePerson {
  readonly id: string;
  readonly name: string;
}
