import { DomainError } from '../platform/http/index.js';

export const secondFactorNeeded = (challenge: string, expiresIn: number): DomainError =>
  new DomainError(
    'unauthenticated',
    'SECOND_FACTOR_NEEDED',
    'The password is right. Send the code of your app with this challenge to /auth/login/second-factor.',
    { facts: { challenge, expiresIn } },
  );

export const challengeEnded = (): DomainError =>
  new DomainError(
    'unauthenticated',
    'CHALLENGE_ENDED',
    'This took too long, or there were too many wrong codes. Begin with the password again.',
  );

export const codeWrong = (): DomainError =>
  new DomainError(
    'unauthenticated',
    'CODE_WRONG',
    'This code is wrong, or was used already. Wait for the next one, or take a recovery code.',
  );

export const secondFactorWrong = (): DomainError =>
  new DomainError(
    'forbidden',
    'CODE_WRONG',
    'This code is wrong, or was used already. Wait for the next one; the clock of your device must be right.',
  );

export const secondFactorOn = (): DomainError =>
  new DomainError('conflict', 'SECOND_FACTOR_ON', 'The second factor is on already. Switch it off first.');

export const secondFactorMissing = (): DomainError =>
  new DomainError('not_found', 'SECOND_FACTOR_MISSING', 'There is no second factor here.');
