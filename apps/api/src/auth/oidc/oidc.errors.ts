import { DomainError } from '../../platform/http/index.js';

// People read these words in the pages, by the code; none has anything of what the provider said.

export const oidcOff = (): DomainError =>
  new DomainError('conflict', 'OIDC_OFF', {
    en: 'This console has no OpenID Connect provider. Set OIDC_ISSUER.',
    zh: '控制台没有配置 OpenID Connect 身份提供方，请设置 OIDC_ISSUER。',
  });

export const oidcUnavailable = (): DomainError =>
  new DomainError('unavailable', 'OIDC_UNAVAILABLE', {
    en: 'The provider does not answer as it should. Try again, or sign in with a password.',
    zh: '身份提供方没有正常响应。请重试，或使用密码登录。',
  });

/** Not begun here, or in another browser, or too long ago, or back a second time. */
export const oidcStale = (): DomainError =>
  new DomainError('gone', 'OIDC_STALE', {
    en: 'This sign-in was not begun in this browser, took too long or was used already. Begin again.',
    zh: '此次登录不是在本浏览器中发起、用时过长或已被使用，请重新开始。',
  });

export const oidcCancelled = (): DomainError =>
  new DomainError('forbidden', 'OIDC_CANCELLED', {
    en: 'The sign-in at the provider was cancelled or not allowed.',
    zh: '身份提供方处的登录已取消或不被允许。',
  });

export const oidcRefused = (): DomainError =>
  new DomainError('unavailable', 'OIDC_REFUSED', {
    en: 'The provider refused. The log of the console says why.',
    zh: '身份提供方拒绝了请求，原因见控制台日志。',
  });

export const oidcInvalid = (): DomainError =>
  new DomainError('forbidden', 'OIDC_INVALID', {
    en: 'The answer of the provider did not stand the checks. The log of the console says why.',
    zh: '身份提供方的应答未通过校验，原因见控制台日志。',
  });

export const oidcEmailMissing = (): DomainError =>
  new DomainError('forbidden', 'OIDC_EMAIL_MISSING', {
    en: 'The provider told no e-mail address of yours.',
    zh: '身份提供方未提供邮箱地址。',
  });

export const oidcEmailUnverified = (): DomainError =>
  new DomainError('forbidden', 'OIDC_EMAIL_UNVERIFIED', {
    en: 'The provider has not verified your e-mail address. Verify it there first.',
    zh: '身份提供方尚未验证邮箱，请先在那里完成验证。',
  });

export const oidcEmailTaken = (): DomainError =>
  new DomainError('conflict', 'OIDC_EMAIL_TAKEN', {
    en: 'There is an account with your e-mail address. Sign in with its password and link it in your profile.',
    zh: '已有使用该邮箱的账号。请用其密码登录，然后在个人资料中关联。',
  });

export const oidcNoRole = (): DomainError =>
  new DomainError('forbidden', 'OIDC_NO_ROLE', {
    en: 'None of your groups has a role here. Ask an admin of the console.',
    zh: '所属的用户组在此没有任何角色，请联系控制台管理员。',
  });

export const oidcGroupsUnknown = (): DomainError =>
  new DomainError('forbidden', 'OIDC_GROUPS_UNKNOWN', {
    en: 'The provider did not tell your groups, because there are too many. An admin has to limit them there.',
    zh: '所属的用户组过多，身份提供方未予提供，需要管理员在那里加以限制。',
  });

export const oidcDisabled = (): DomainError =>
  new DomainError('forbidden', 'ACCOUNT_DISABLED', {
    en: 'This account is disabled. Ask an admin.',
    zh: '此账号已停用，请联系管理员。',
  });

export const oidcLinkedElsewhere = (): DomainError =>
  new DomainError('conflict', 'OIDC_LINKED_ELSEWHERE', {
    en: 'You signed in at the provider as somebody who has another account here.',
    zh: '在身份提供方登录的身份已关联此处的另一个账号。',
  });

export const oidcLinkedAlready = (): DomainError =>
  new DomainError('conflict', 'OIDC_LINKED_ALREADY', {
    en: 'Your account is linked with the provider already.',
    zh: '账号已与身份提供方关联。',
  });
