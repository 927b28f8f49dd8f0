import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, notFound } from '../http/index.js';
import { roleMay, type Permission, type Role } from './permissions.js';

export interface Membership {
  readonly projectId: string;
  readonly role: Role;
}

/** The API token that stands for a person: never more than its scope, whatever the person may do. */
export interface TokenGrant {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Where alone it may do that; null: wherever its owner may. */
  readonly projectIds: readonly string[] | null;
  readonly expiresAt: Date;
}

/** The person behind a request, with the rights that they had when it began. */
export class Actor {
  readonly kind = 'user';

  constructor(
    readonly id: string,
    readonly name: string,
    readonly email: string,
    /** Of the person; what may be done is for `may…` to say. */
    readonly isAdmin: boolean,
    readonly memberships: readonly Membership[],
    readonly token?: TokenGrant,
  ) {}

  roleIn(projectId: string): Role | undefined {
    return this.memberships.find((membership) => membership.projectId === projectId)?.role;
  }

  may(permission: Permission, projectId: string): boolean {
    if (!this.isInScope(permission)) return false;
    if (this.isAdmin) return true;
    const role = this.roleIn(projectId);
    return role !== undefined && roleMay(role, permission);
  }

  mayAnywhere(permission: Permission): boolean {
    const { isAdmin, memberships } = this;
    return (
      this.isInScope(permission) && (isAdmin || memberships.some(({ role }) => roleMay(role, permission)))
    );
  }

  /** In every project and outside of them. */
  mayEverywhere(permission: Permission): boolean {
    return this.isAdmin && this.isInScope(permission);
  }

  /** Projects in which the person may do it; undefined for all of them. */
  projectsWhere(permission: Permission): readonly string[] | undefined {
    if (this.mayEverywhere(permission)) return undefined;
    return this.memberships.map(({ projectId }) => projectId).filter((id) => this.may(permission, id));
  }

  /** Projects whose things this person may see; undefined for all of them. */
  get visibleProjectIds(): readonly string[] | undefined {
    return this.projectsWhere('project.read');
  }

  /** What is `what` of a foreign project looks like a missing one; a known project says which right is missing. */
  require(permission: Permission, projectId: string, what = 'project'): void {
    if (this.may(permission, projectId)) return;
    if (!this.isAdmin && this.roleIn(projectId) === undefined) throw notFound(what);
    throw forbidden(permission, this);
  }

  private isInScope(permission: Permission): boolean {
    return this.token === undefined || this.token.permissions.includes(permission);
  }
}

export function forbidden(permission: Permission, actor?: Actor): DomainError {
  const message = actor?.token
    ? {
        en: `The scope of this token, or the role of its owner, does not include "${permission}".`,
        zh: `此令牌的权限范围或其所有者的角色不包含“${permission}”权限。`,
      }
    : {
        en: `Your role does not include "${permission}". A project admin can change that.`,
        zh: `你的角色不包含“${permission}”权限，项目管理员可以更改。`,
      };
  return new DomainError('forbidden', 'NOT_ALLOWED', message, { facts: { permission } });
}

const ACTORS = new WeakMap<FastifyRequest, Actor>();

export function attachActor(request: FastifyRequest, actor: Actor): void {
  ACTORS.set(request, actor);
}

const SESSIONS = new WeakMap<FastifyRequest, string>();

export function attachSession(request: FastifyRequest, sessionId: string): void {
  SESSIONS.set(request, sessionId);
}

/** Undefined for whoever shows something else than the access token of a session. */
export function attachedSession(request: FastifyRequest): string | undefined {
  return SESSIONS.get(request);
}

/** Undefined on routes that need no sign-in. */
export function attachedActor(request: FastifyRequest): Actor | undefined {
  return ACTORS.get(request);
}

export function actorOf(request: FastifyRequest): Actor {
  const actor = ACTORS.get(request);
  if (!actor)
    throw new DomainError('unauthenticated', 'NOT_SIGNED_IN', { en: 'Sign in first.', zh: '请先登录。' });
  return actor;
}

/** The signed-in person, as a controller parameter. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Id of the session whose access token the request carries; undefined for whoever shows something else. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext) =>
  attachedSession(context.switchToHttp().getRequest<FastifyRequest>()),
);
