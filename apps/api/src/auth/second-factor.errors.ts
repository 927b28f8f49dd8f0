import { DomainError } from '../platform/http/index.js';

export const secondFactorNeeded = (challenge: string, expiresIn: number): DomainError =>
  new DomainError(
    'unauthenticated',
    'SECOND_FACTOR_NEEDED',
    {
      en: 'The password is right. Send the code of your app with this challenge to /auth/login/second-factor.',
      zh: '密码正确。请将应用显示的验证码连同此 challenge 发送到 /auth/login/second-factor。',
    },
    { facts: { challenge, expiresIn } },
  );

export const challengeEnded = (): DomainError =>
  new DomainError('unauthenticated', 'CHALLENGE_ENDED', {
    en: 'This took too long, or there were too many wrong codes. Begin with the password again.',
    zh: '用时过长，或验证码错误次数过多，请从密码重新开始。',
  });

export const codeWrong = (): DomainError =>
  new DomainError('unauthenticated', 'CODE_WRONG', {
    en: 'This code is wrong, or was used already. Wait for the next one, or take a recovery code.',
    zh: '验证码错误或已被使用。请等待下一个，或使用恢复码。',
  });

export const secondFactorWrong = (): DomainError =>
  new DomainError('forbidden', 'CODE_WRONG', {
    en: 'This code is wrong, or was used already. Wait for the next one; the clock of your device must be right.',
    zh: '验证码错误或已被使用。请等待下一个，并确认设备时间准确。',
  });

export const secondFactorOn = (): DomainError =>
  new DomainError('conflict', 'SECOND_FACTOR_ON', {
    en: 'The second factor is on already. Switch it off first.',
    zh: '两步验证已开启，请先关闭。',
  });

export const secondFactorMissing = (): DomainError =>
  new DomainError('not_found', 'SECOND_FACTOR_MISSING', {
    en: 'There is no second factor here.',
    zh: '尚未设置两步验证。',
  });
