import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { BinsService } from '../../src/bins/bins.service.js';
import type { UploadsService } from '../../src/bins/uploads/uploads.service.js';
import type { Actor } from '../../src/platform/auth-guard/index.js';
import type { ApprovalPoliciesService } from '../../src/projects/approval-policies/approval-policies.service.js';
import type { ApprovalPolicyRequest } from '../../src/projects/approval-policies/approval-policy.dto.js';
import type { MembersService } from '../../src/projects/members.service.js';
import type { ReleaseApprovalsService } from '../../src/releases/approval/release-approvals.service.js';
import type { ReleaseDraftDto } from '../../src/releases/dto/release-draft.dto.js';
import type { ReleaseCommandsService } from '../../src/releases/release-commands.service.js';
import type { ReleaseDraftsService } from '../../src/releases/release-drafts.service.js';

/** A module of the console by its path in `src`, without its ending: of the sources, or of the build. */
export type Modules = <T>(path: string) => Promise<T>;

export interface RacePerson {
  readonly id: string;
  readonly name: string;
}

interface Services {
  readonly commands: ReleaseCommandsService;
  readonly approvals: ReleaseApprovalsService;
  readonly drafts: ReleaseDraftsService;
  readonly members: MembersService;
  readonly policies: ApprovalPoliciesService;
  readonly bins: BinsService;
  readonly uploads: UploadsService;
}

interface Place {
  readonly projectId: string;
  readonly environmentId: string;
  readonly bin: string;
}

/** What people do, by the services behind the routes: answering with the whole release costs more than the order. */
export class RaceOrders {
  private constructor(
    private readonly services: Services,
    private readonly actorClass: typeof Actor,
    private readonly place: Place,
    private readonly admin: RacePerson,
  ) {}

  static async of(
    app: NestFastifyApplication,
    modules: Modules,
    place: Place,
    admin: RacePerson,
  ): Promise<RaceOrders> {
    const part = async <T>(path: string, name: string): Promise<T> => {
      const found = (await modules<Record<string, new () => T>>(path))[name];
      if (!found) throw new Error(`${path} has no ${name}`);
      return app.get<T>(found, { strict: false });
    };
    const { Actor } =
      await modules<typeof import('../../src/platform/auth-guard/index.js')>('platform/auth-guard/index');
    const services: Services = {
      commands: await part('releases/release-commands.service', 'ReleaseCommandsService'),
      approvals: await part('releases/approval/release-approvals.service', 'ReleaseApprovalsService'),
      drafts: await part('releases/release-drafts.service', 'ReleaseDraftsService'),
      members: await part('projects/members.service', 'MembersService'),
      policies: await part('projects/approval-policies/approval-policies.service', 'ApprovalPoliciesService'),
      bins: await part('bins/bins.service', 'BinsService'),
      uploads: await part('bins/uploads/uploads.service', 'UploadsService'),
    };
    return new RaceOrders(services, Actor, place, admin);
  }

  create(who: RacePerson, draft: object, submit: boolean): Promise<string> {
    return this.services.drafts.create(this.actor(who), { ...(draft as ReleaseDraftDto), submit });
  }

  edit(who: RacePerson, id: string, draft: object): Promise<void> {
    return this.services.drafts.edit(this.actor(who), id, draft as ReleaseDraftDto);
  }

  approve(who: RacePerson, id: string, planHash?: string): Promise<void> {
    return this.services.approvals.approve(this.actor(who), id, planHash === undefined ? {} : { planHash });
  }

  reject(who: RacePerson, id: string): Promise<void> {
    return this.services.approvals.reject(this.actor(who), id, {});
  }

  submit(who: RacePerson, id: string): Promise<void> {
    return this.services.commands.submit(this.actor(who), id, {});
  }

  deploy(who: RacePerson, id: string): Promise<void> {
    return this.services.commands.deploy(this.actor(who), id, {});
  }

  cancel(who: RacePerson, id: string): Promise<void> {
    return this.services.commands.simple(this.actor(who), id, {}, { type: 'cancel', reason: null });
  }

  /** From now on they may look on only. */
  async demote({ id }: RacePerson): Promise<void> {
    await this.services.members.set(this.asAdmin(), this.place.projectId, id, 'viewer');
  }

  /** Another policy; what was approved under the one before counts no more. */
  async void(policy: object): Promise<void> {
    const { projectId, environmentId } = this.place;
    const request: ApprovalPolicyRequest = { ...(policy as ApprovalPolicyRequest), openRequests: 'void' };
    await this.services.policies.replace(this.asAdmin(), projectId, environmentId, request);
  }

  async withdraw(version: string): Promise<void> {
    await this.services.bins.withdraw(this.asAdmin(), this.place.bin, version, 'It leaks.');
  }

  /** A build of its own for the hosts that had to take the one for any. */
  async upload(who: RacePerson, version: string): Promise<void> {
    const address = { name: this.place.bin, version, arch: 'amd64' };
    const body = Object.assign(Readable.from([Buffer.from('raced on amd64')]), { socket: {} });
    await this.services.uploads.upload(this.actor(who), address, {}, body as IncomingMessage);
  }

  private actor({ id, name }: RacePerson): Actor {
    const memberships = [{ projectId: this.place.projectId, role: 'release_manager' as const }];
    return new this.actorClass(id, name, `${name}@example.com`, false, memberships);
  }

  private asAdmin(): Actor {
    const { id, name } = this.admin;
    return new this.actorClass(id, name, `${name}@example.com`, true, []);
  }
}
