import { invalidField, type LocalizedText } from '../platform/http/index.js';
import { faultOf, MIN_PASSWORD_LENGTH, type PasswordFault } from './password-rule.js';

const MESSAGES: Readonly<Record<PasswordFault, LocalizedText>> = {
  too_short: {
    en: `Take at least ${MIN_PASSWORD_LENGTH} characters; a few words are easy to remember.`,
    zh: `至少 ${MIN_PASSWORD_LENGTH} 个字符，用几个词组成便于记忆。`,
  },
  like_account: {
    en: 'Take something other than the name, the e-mail address and a number: everybody guesses these first.',
    zh: '密码不能只由姓名、邮箱和数字组成：这些最容易被猜到。',
  },
  too_common: {
    en: 'Take something that others do not use; a few words that have nothing to do with each other are good.',
    zh: '请使用他人不会使用的密码，例如几个互不相关的词。',
  },
};

/** Throws a fault of `field` when the password is one that is guessed first. */
export function requireGoodPassword(
  field: string,
  password: string,
  account: { readonly email: string; readonly name: string },
): void {
  const fault = faultOf(password, account);
  if (fault) throw invalidField(field, fault, MESSAGES[fault]);
}
