import { Injectable } from '@nestjs/common';
import type { Actor, Permission } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { notFound, type Page } from '../../platform/http/index.js';
import { ApiTokensService } from './api-tokens.service.js';
import type { ApiToken, CreateToken, IssuedApiToken } from './token.dto.js';
import { tokenReachesTooFar, tokenTooWide } from './token.errors.js';

/** A person's own tokens. */
@Injectable()
export class PersonalTokensService {
  constructor(
    private readonly database: Database,
    private readonly tokens: ApiTokensService,
  ) {}

  list(actor: Actor): Promise<Page<ApiToken>> {
    return this.tokens.list({ ownerId: actor.id, throughId: actor.token?.id });
  }

  async create(actor: Actor, request: CreateToken): Promise<IssuedApiToken> {
    const { name, permissions, projectIds = null, expiresInDays } = request;
    if (projectIds) await this.ensureVisible(this.database.reader, actor, projectIds);
    if (projectIds === null && actor.token?.projectIds) throw tokenReachesTooFar();
    const tooWide = permissions.filter((permission) => !mayIn(actor, permission, projectIds));
    if (tooWide.length > 0) throw tokenTooWide(tooWide);
    const scope = { permissions, projectIds, projectId: null, role: null };
    return this.tokens.issue(actor, { name: name.trim(), ...scope, expiresInDays });
  }

  revoke(actor: Actor, id: string): Promise<void> {
    const through = actor.token?.id;
    return this.tokens.revoke(
      actor,
      id,
      (token) =>
        token.ownerId === actor.id &&
        token.projectId === null &&
        (through === undefined || token.id === through || token.parentId === through),
    );
  }

  private async ensureVisible(tx: Tx, actor: Actor, projectIds: readonly string[]): Promise<void> {
    const visible = actor.visibleProjectIds;
    const isForeign = visible && projectIds.some((id) => !visible.includes(id));
    const rows = await tx.query<unknown[]>('SELECT 1 FROM projects WHERE id = ANY ($1::uuid[])', [
      projectIds,
    ]);
    if (isForeign || rows.length < projectIds.length) throw notFound('project');
  }
}

/** In at least one of the projects, or anywhere. */
function mayIn(actor: Actor, permission: Permission, projectIds: readonly string[] | null): boolean {
  if (projectIds === null) return actor.mayAnywhere(permission);
  return projectIds.some((id) => actor.may(permission, id));
}
