import type { Permission } from '../../platform/auth-guard/index.js';
import { DomainError } from '../../platform/http/index.js';

export const tokenTooWide = (permissions: readonly Permission[]): DomainError =>
  new DomainError(
    'forbidden',
    'TOKEN_TOO_WIDE',
    `A token can't do more than whoever makes it: leave out ${permissions.map((name) => `"${name}"`).join(', ')}.`,
    { facts: { permissions } },
  );

export const tokenReachesTooFar = (): DomainError =>
  new DomainError(
    'forbidden',
    'TOKEN_TOO_WIDE',
    'A token that is bound to projects makes only tokens that are bound to some of them. Name them in projectIds.',
  );

export const tokenTooLong = (expiresAt: Date): DomainError =>
  new DomainError(
    'forbidden',
    'TOKEN_TOO_LONG',
    'A token makes no token that outlives it. Ask for fewer days.',
    { facts: { expiresAt: expiresAt.toISOString() } },
  );

export const notOfAService = (permissions: readonly Permission[]): DomainError =>
  new DomainError(
    'unprocessable',
    'NOT_OF_A_SERVICE',
    `A service token of this role can't have ${permissions.map((name) => `"${name}"`).join(', ')}. Approvals are given by people.`,
    { facts: { permissions } },
  );

export const tooManyTokens = (limit: number): DomainError =>
  new DomainError(
    'conflict',
    'TOO_MANY_TOKENS',
    `There are ${limit} tokens already. Revoke some that nobody uses.`,
    {
      facts: { limit },
    },
  );
