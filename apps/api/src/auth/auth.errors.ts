import { DomainError } from '../platform/http/index.js';

/** The same for an unknown address, a wrong password and a disabled account. */
export const signInFailed = (): DomainError =>
  new DomainError(
    'unauthenticated',
    'SIGN_IN_FAILED',
    'E-mail address or password is wrong. Ask an admin if you forgot it.',
  );

export const tooManyAttempts = (retryAfterSeconds: number): DomainError =>
  new DomainError('too_many', 'TOO_MANY_ATTEMPTS', 'Too many failed attempts. Wait, then try again.', {
    facts: { retryAfterSeconds },
  });

export const sessionEnded = (): DomainError =>
  new DomainError('unauthenticated', 'SESSION_ENDED', 'This sign-in has ended. Sign in again.');

export const setupClosed = (): DomainError =>
  new DomainError(
    'gone',
    'SETUP_CLOSED',
    'This set-up link was used or has expired. Restart the console for a new one, or sign in.',
  );

export const resetClosed = (): DomainError =>
  new DomainError(
    'gone',
    'RESET_CLOSED',
    'This link was used, replaced or has expired. Ask an admin for a new one.',
  );

export const wrongPassword = (): DomainError =>
  new DomainError('forbidden', 'WRONG_PASSWORD', 'The current password is wrong.');

export const noPassword = (): DomainError =>
  new DomainError(
    'conflict',
    'NO_PASSWORD',
    'This account has no password: it signs in through the provider.',
  );

export const accountDisabled = (): DomainError =>
  new DomainError('conflict', 'ACCOUNT_DISABLED', 'This account is disabled. Enable it first.');

export const emailTaken = (): DomainError =>
  new DomainError('conflict', 'EMAIL_TAKEN', 'There is already an account with this e-mail address.');

export const lastAdmin = (): DomainError =>
  new DomainError(
    'conflict',
    'LAST_ADMIN',
    'This is the last active admin. Make somebody else an admin first.',
  );
