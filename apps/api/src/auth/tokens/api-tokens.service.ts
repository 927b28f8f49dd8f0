import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { notFound, type Page } from '../../platform/http/index.js';
import { ActorChanges } from '../actor-changes.js';
import type { ApiTokenEntity } from './api-token.entity.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { TokenListReadModel } from './token-list.read-model.js';
import { DEFAULT_TOKEN_DAYS, type ApiToken, type IssuedApiToken } from './token.dto.js';
import { tokenTooLong, tooManyTokens } from './token.errors.js';
import { newTokenSecret } from './token-secret.js';

const DAY_MS = 24 * 3_600_000;
const MOST_TOKENS = 100;

/** What a token is to be; that its maker may make it has been seen to. */
export type TokenWish = Pick<ApiTokenEntity, 'name' | 'permissions' | 'projectIds' | 'projectId' | 'role'> & {
  readonly expiresInDays: number | undefined;
};

/** The life of API tokens, whoever's they are. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly database: Database,
    private readonly tokens: ApiTokensRepository,
    private readonly tokenList: TokenListReadModel,
    private readonly changes: ActorChanges,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(of: Parameters<TokenListReadModel['list']>[0]): Promise<Page<ApiToken>> {
    return { items: await this.tokenList.list(of), nextCursor: null };
  }

  /** The secret is in the answer and nowhere else. */
  async issue(actor: Actor, wish: TokenWish): Promise<IssuedApiToken> {
    const { expiresInDays, ...scope } = wish;
    const expiresAt = this.expiryOf(actor, expiresInDays);
    const { token, prefix, tokenHash } = newTokenSecret();
    return this.database.transaction(async (tx) => {
      await this.ensureAlive(tx, actor);
      const { projectId } = scope;
      const of = projectId === null ? { ownerId: actor.id } : { projectId };
      const now = this.clock.now();
      if ((await this.tokens.countLive(tx, of, now)) >= MOST_TOKENS) throw tooManyTokens(MOST_TOKENS);
      const secret = { prefix, tokenHash, ownerId: actor.id, parentId: actor.token?.id ?? null };
      const id = await this.tokens.insert(tx, { ...scope, ...secret, createdAt: now, expiresAt });
      const { permissions, projectIds, role } = scope;
      const data = { to: { prefix, permissions, projectIds, role, expiresAt: expiresAt.toISOString() } };
      await this.record(tx, actor, 'token.created', { id, ...scope }, data);
      const [issued] = await this.tokenList.list({ id }, tx);
      if (!issued) throw new Error('a token that was just made is missing');
      return { ...issued, token };
    });
  }

  /** `isOf` says whether it is one of those that the caller deals with; others look missing. */
  async revoke(actor: Actor, id: string, isOf: (token: ApiTokenEntity) => boolean): Promise<void> {
    await this.database.transaction(async (tx) => {
      const token = await this.tokens.lock(tx, id);
      if (!token || token.revokedAt || !isOf(token)) throw notFound('token');
      const ended = await this.tokens.revoke(tx, id, this.clock.now());
      await this.changes.publish(tx, token.ownerId);
      await this.record(tx, actor, 'token.revoked', token, { prefix: token.prefix, ended });
    });
  }

  private expiryOf(actor: Actor, days: number | undefined): Date {
    const wished = this.clock.millis() + (days ?? DEFAULT_TOKEN_DAYS) * DAY_MS;
    const latest = actor.token?.expiresAt.getTime() ?? Infinity;
    if (actor.token && days !== undefined && wished > latest) throw tokenTooLong(actor.token.expiresAt);
    return new Date(Math.min(wished, latest));
  }

  /** A token that is being revoked leaves no child behind: whoever is first, the other sees it. */
  private async ensureAlive(tx: Tx, { token }: Actor): Promise<void> {
    if (!token) return;
    const parent = await this.tokens.lock(tx, token.id);
    if (!parent || parent.revokedAt) throw notFound('token');
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    { id, name, projectId }: Pick<ApiTokenEntity, 'id' | 'name' | 'projectId'>,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.audit.record(tx, { actor, action, subject: { type: 'token', id, name }, projectId, data });
  }
}
