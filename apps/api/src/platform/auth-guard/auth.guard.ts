import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { DomainError, notFound, noteToken } from '../http/index.js';
import { RateLimits } from '../rate-limit/index.js';
import { ACCESS_RULE, IN_PERSON, type AccessRule } from './access.decorator.js';
import { attachActor, attachSession, forbidden, type Actor } from './actor.js';
import { AccessTokens } from './access-tokens.js';
import { ACTOR_SOURCE, type ActorSource } from './actor-source.js';
import { looksLikeApiToken } from './api-token.js';
import type { Permission } from './permissions.js';
import { ProjectScopes } from './project-scopes.js';

/** Default deny: a route without a rule answers nobody. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly scopes: ProjectScopes,
    private readonly limits: RateLimits,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, places);
    if (!rule)
      throw new DomainError('forbidden', 'NO_ACCESS_RULE', {
        en: 'This address is not open to anybody.',
        zh: '此地址不对任何人开放。',
      });
    if (rule.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = await this.authenticate(request);
    attachActor(request, actor);
    this.limits.countPerson(actor.token?.id ?? actor.id);
    if (actor.token) {
      noteToken({ id: actor.token.id, name: actor.token.name, ownerId: actor.id });
      if (this.reflector.getAllAndOverride<boolean | undefined>(IN_PERSON, places)) throw peopleOnly();
    }
    if (rule.kind === 'permission') await this.authorize(actor, rule.permission, rule, request);
    else if (actor.token && !actor.mayAnywhere('project.read')) throw forbidden('project.read', actor);
    return true;
  }

  /** The person of a Bearer token; also for routes outside the framework's guards. */
  async authenticate(request: FastifyRequest): Promise<Actor> {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    const shown = scheme?.toLowerCase() === 'bearer' && token ? token : undefined;
    if (shown && looksLikeApiToken(shown)) {
      const actor = await this.actors.loadToken(shown);
      if (!actor) throw tokenNotValid();
      return actor;
    }
    const claims = shown ? await this.tokens.verify(shown) : undefined;
    const actor = claims && (await this.actors.load(claims));
    if (!actor)
      throw new DomainError('unauthenticated', 'NOT_SIGNED_IN', {
        en: 'Sign in first, or renew the access token.',
        zh: '请先登录，或更新访问令牌。',
      });
    attachSession(request, claims.sessionId);
    return actor;
  }

  private async authorize(
    actor: Actor,
    permission: Permission,
    rule: Extract<AccessRule, { kind: 'permission' }>,
    request: FastifyRequest,
  ): Promise<void> {
    if (rule.scope === 'everywhere') {
      if (!actor.mayAnywhere(permission)) throw forbidden(permission, actor);
      return;
    }
    const id = (request.params as Record<string, string | undefined>)[rule.scope.param] ?? '';
    const projectIds = await this.scopes.projectsOf(rule.scope.kind, id);
    if (projectIds === undefined) throw notFound(rule.scope.kind);
    if (projectIds === 'unassigned') {
      if (!actor.mayAnywhere(permission)) throw forbidden(permission, actor);
      return;
    }
    if (projectIds.some((projectId) => actor.may(permission, projectId))) return;
    if (!projectIds.some((projectId) => actor.may('project.read', projectId)))
      throw notFound(rule.scope.kind);
    throw forbidden(permission, actor);
  }
}

const tokenNotValid = (): DomainError =>
  new DomainError('unauthenticated', 'TOKEN_NOT_VALID', {
    en: 'This API token is unknown, has expired or was revoked. Make a new one.',
    zh: '此 API 令牌不存在、已过期或已吊销，请新建令牌。',
  });

const peopleOnly = (): DomainError =>
  new DomainError('forbidden', 'PEOPLE_ONLY', {
    en: 'This is for people who signed in, not for API tokens.',
    zh: '此操作只供登录的人员使用，不能使用 API 令牌。',
  });
