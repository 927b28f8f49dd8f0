import { DomainError } from '../platform/http/index.js';

/** The same for an unknown address, a wrong password and a disabled account. */
export const signInFailed = (): DomainError =>
  new DomainError('unauthenticated', 'SIGN_IN_FAILED', {
    en: 'E-mail address or password is wrong. Ask an admin if you forgot it.',
    zh: '邮箱或密码不正确。如忘记密码，请联系管理员。',
  });

export const tooManyAttempts = (retryAfterSeconds: number): DomainError =>
  new DomainError(
    'too_many',
    'TOO_MANY_ATTEMPTS',
    { en: 'Too many failed attempts. Wait, then try again.', zh: '失败次数过多，请稍候再试。' },
    {
      facts: { retryAfterSeconds },
    },
  );

export const sessionEnded = (): DomainError =>
  new DomainError('unauthenticated', 'SESSION_ENDED', {
    en: 'This sign-in has ended. Sign in again.',
    zh: '登录已失效，请重新登录。',
  });

export const setupClosed = (): DomainError =>
  new DomainError('gone', 'SETUP_CLOSED', {
    en: 'This set-up link was used or has expired. Restart the console for a new one, or sign in.',
    zh: '此初始化链接已被使用或已过期。请重启控制台以获取新的链接，或直接登录。',
  });

export const resetClosed = (): DomainError =>
  new DomainError('gone', 'RESET_CLOSED', {
    en: 'This link was used, replaced or has expired. Ask an admin for a new one.',
    zh: '此链接已被使用、被替换或已过期，请向管理员索取新的链接。',
  });

export const wrongPassword = (): DomainError =>
  new DomainError('forbidden', 'WRONG_PASSWORD', {
    en: 'The current password is wrong.',
    zh: '当前密码不正确。',
  });

export const noPassword = (): DomainError =>
  new DomainError('conflict', 'NO_PASSWORD', {
    en: 'This account has no password: it signs in through the provider.',
    zh: '此账号没有密码：它通过身份提供方登录。',
  });

export const accountDisabled = (): DomainError =>
  new DomainError('conflict', 'ACCOUNT_DISABLED', {
    en: 'This account is disabled. Enable it first.',
    zh: '此账号已停用，请先启用。',
  });

export const emailTaken = (): DomainError =>
  new DomainError('conflict', 'EMAIL_TAKEN', {
    en: 'There is already an account with this e-mail address.',
    zh: '该邮箱已有账号。',
  });

export const lastAdmin = (): DomainError =>
  new DomainError('conflict', 'LAST_ADMIN', {
    en: 'This is the last active admin. Make somebody else an admin first.',
    zh: '这是最后一名可用的管理员，请先将其他人设为管理员。',
  });
