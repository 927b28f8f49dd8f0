import type { Permission } from '../../platform/auth-guard/index.js';
import { DomainError, type LocalizedText } from '../../platform/http/index.js';

export const tokenTooWide = (permissions: readonly Permission[]): DomainError =>
  new DomainError(
    'forbidden',
    'TOKEN_TOO_WIDE',
    {
      en: `A token can't do more than whoever makes it: leave out ${quoted(permissions).en}.`,
      zh: `令牌的权限不能超过其创建者，请去掉${quoted(permissions).zh}。`,
    },
    { facts: { permissions } },
  );

export const tokenReachesTooFar = (): DomainError =>
  new DomainError('forbidden', 'TOKEN_TOO_WIDE', {
    en: 'A token that is bound to projects makes only tokens that are bound to some of them. Name them in projectIds.',
    zh: '限定项目的令牌只能创建限定于其中部分项目的令牌，请在 projectIds 中写明。',
  });

export const tokenTooLong = (expiresAt: Date): DomainError =>
  new DomainError(
    'forbidden',
    'TOKEN_TOO_LONG',
    {
      en: 'A token makes no token that outlives it. Ask for fewer days.',
      zh: '令牌不能创建比自身有效期更长的令牌，请减少天数。',
    },
    { facts: { expiresAt: expiresAt.toISOString() } },
  );

export const notOfAService = (permissions: readonly Permission[]): DomainError =>
  new DomainError(
    'unprocessable',
    'NOT_OF_A_SERVICE',
    {
      en: `A service token of this role can't have ${quoted(permissions).en}. Approvals are given by people.`,
      zh: `此角色的服务令牌不能拥有${quoted(permissions).zh}。审批只能由人员完成。`,
    },
    { facts: { permissions } },
  );

export const tooManyTokens = (limit: number): DomainError =>
  new DomainError(
    'conflict',
    'TOO_MANY_TOKENS',
    {
      en: `There are ${limit} tokens already. Revoke some that nobody uses.`,
      zh: `已有 ${limit} 个令牌，请吊销不再使用的令牌。`,
    },
    {
      facts: { limit },
    },
  );

function quoted(names: readonly Permission[]): LocalizedText {
  return {
    en: names.map((name) => `"${name}"`).join(', '),
    zh: names.map((name) => `“${name}”`).join('、'),
  };
}
