import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { DomainError, notFound } from '../http/index.js';
import { ACCESS_RULE, type AccessRule } from './access.decorator.js';
import { attachActor, attachSession, forbidden, type Actor } from './actor.js';
import { AccessTokens } from './access-tokens.js';
import { ACTOR_SOURCE, type ActorSource } from './actor-source.js';
import type { Permission } from './permissions.js';
import { ProjectScopes } from './project-scopes.js';

/** Default deny: a route without a rule answers nobody. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly scopes: ProjectScopes,
    @Inject(ACTOR_SOURCE) private readonly actors: ActorSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) throw new DomainError('forbidden', 'NO_ACCESS_RULE', 'This address is not open to anybody.');
    if (rule.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = await this.authenticate(request);
    attachActor(request, actor);
    if (rule.kind === 'permission') await this.authorize(actor, rule.permission, rule, request);
    return true;
  }

  /** The person of a Bearer access token; also for routes outside the framework's guards. */
  async authenticate(request: FastifyRequest): Promise<Actor> {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    const claims = scheme?.toLowerCase() === 'bearer' && token ? await this.tokens.verify(token) : undefined;
    const actor = claims && (await this.actors.load(claims));
    if (!actor)
      throw new DomainError('unauthenticated', 'NOT_SIGNED_IN', 'Sign in first, or renew the access token.');
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
      if (!actor.mayAnywhere(permission)) throw forbidden(permission);
      return;
    }
    const id = (request.params as Record<string, string | undefined>)[rule.scope.param] ?? '';
    const projectIds = await this.scopes.projectsOf(rule.scope.kind, id);
    if (projectIds === undefined) throw notFound(rule.scope.kind);
    if (projectIds === 'unassigned') {
      if (!actor.mayAnywhere(permission)) throw forbidden(permission);
      return;
    }
    if (projectIds.some((projectId) => actor.may(permission, projectId))) return;
    if (!projectIds.some((projectId) => actor.may('project.read', projectId)))
      throw notFound(rule.scope.kind);
    throw forbidden(permission);
  }
}
