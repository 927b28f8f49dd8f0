import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, notFound } from '../http/index.js';
import { roleMay, type Permission, type Role } from './permissions.js';

export interface Membership {
  readonly projectId: string;
  readonly role: Role;
}

/** The person behind a request, with the rights that they had when it began. */
export class Actor {
  readonly kind = 'user';

  constructor(
    readonly id: string,
    readonly name: string,
    readonly email: string,
    readonly isAdmin: boolean,
    readonly memberships: readonly Membership[],
  ) {}

  roleIn(projectId: string): Role | undefined {
    return this.memberships.find((membership) => membership.projectId === projectId)?.role;
  }

  may(permission: Permission, projectId: string): boolean {
    if (this.isAdmin) return true;
    const role = this.roleIn(projectId);
    return role !== undefined && roleMay(role, permission);
  }

  mayAnywhere(permission: Permission): boolean {
    return this.isAdmin || this.memberships.some(({ role }) => roleMay(role, permission));
  }

  /** Projects whose things this person may see; undefined for all of them. */
  get visibleProjectIds(): readonly string[] | undefined {
    return this.isAdmin ? undefined : this.memberships.map(({ projectId }) => projectId);
  }

  /** A foreign project looks like a missing one; a known one says which right is missing. */
  require(permission: Permission, projectId: string): void {
    if (this.may(permission, projectId)) return;
    if (this.roleIn(projectId) === undefined) throw notFound('project');
    throw forbidden(permission);
  }
}

export function forbidden(permission: Permission): DomainError {
  return new DomainError(
    'forbidden',
    'NOT_ALLOWED',
    `Your role does not include "${permission}". A project admin can change that.`,
    {
      facts: { permission },
    },
  );
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
  if (!actor) throw new DomainError('unauthenticated', 'NOT_SIGNED_IN', 'Sign in first.');
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
