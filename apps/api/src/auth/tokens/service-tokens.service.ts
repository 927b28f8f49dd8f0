import { Injectable } from '@nestjs/common';
import { ProjectScopes, type Actor } from '../../platform/auth-guard/index.js';
import { notFound, type Page } from '../../platform/http/index.js';
import { ApiTokensService } from './api-tokens.service.js';
import type { ApiToken, CreateServiceToken, IssuedApiToken } from './token.dto.js';
import { notOfAService, tokenTooWide } from './token.errors.js';
import { permissionsOfService } from './token-rights.js';

/** The tokens with which machines serve one project. */
@Injectable()
export class ServiceTokensService {
  constructor(
    private readonly scopes: ProjectScopes,
    private readonly tokens: ApiTokensService,
  ) {}

  async list(reference: string): Promise<Page<ApiToken>> {
    return this.tokens.list({ projectId: await this.idOf(reference) });
  }

  async create(actor: Actor, reference: string, request: CreateServiceToken): Promise<IssuedApiToken> {
    const projectId = await this.idOf(reference);
    const ofRole = permissionsOfService(request.role);
    const permissions = request.permissions ?? [...ofRole];
    const notOfRole = permissions.filter((permission) => !ofRole.includes(permission));
    if (notOfRole.length > 0) throw notOfAService(notOfRole);
    const tooWide = permissions.filter((permission) => !actor.may(permission, projectId));
    if (tooWide.length > 0) throw tokenTooWide(tooWide);
    const { role, expiresInDays } = request;
    const name = request.name.trim();
    return this.tokens.issue(actor, { name, permissions, projectIds: null, projectId, role, expiresInDays });
  }

  async revoke(actor: Actor, reference: string, id: string): Promise<void> {
    const projectId = await this.idOf(reference);
    await this.tokens.revoke(actor, id, (token) => token.projectId === projectId);
  }

  private async idOf(reference: string): Promise<string> {
    const [id] = (await this.scopes.projectsOf('project', reference)) ?? [];
    if (id === undefined) throw notFound('project');
    return id;
  }
}
