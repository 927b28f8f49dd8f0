import { SetMetadata } from '@nestjs/common';
import type { Permission } from './permissions.js';

/**
 * Where the project of a request is found.
 * `everywhere`: no project is involved, or the service checks the one named in the body; the guard demands the
 * permission in at least one project. Otherwise a resource kind whose owner registered it with `ProjectScopes`.
 */
export type Scope = 'everywhere' | { readonly kind: string; readonly param: string };

export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed_in' }
  | { readonly kind: 'permission'; readonly permission: Permission; readonly scope: Scope };

export const ACCESS_RULE = 'access-rule';

/** Needs no sign-in at all. */
export const Public = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS_RULE, { kind: 'public' } satisfies AccessRule);

/** Any signed-in person; the answer is about themselves or filtered to what they may see. */
export const SignedIn = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS_RULE, { kind: 'signed_in' } satisfies AccessRule);

/** A person with `permission` in the project that the scope finds, for example `Access('release.operate', { kind: 'release', param: 'id' })`. */
export const Access = (permission: Permission, scope: Scope): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS_RULE, { kind: 'permission', permission, scope } satisfies AccessRule);

export const IN_PERSON = 'in-person';

/** Not through an API token, whatever its scope: sign-in, passwords, sessions, and what a person decides about themselves. */
export const InPerson = (): MethodDecorator & ClassDecorator => SetMetadata(IN_PERSON, true);
