import { invalidField } from '../platform/http/index.js';
import { faultOf, MIN_PASSWORD_LENGTH, type PasswordFault } from './password-rule.js';

const MESSAGES: Readonly<Record<PasswordFault, string>> = {
  too_short: `Take at least ${MIN_PASSWORD_LENGTH} characters; a few words are easy to remember.`,
  like_account:
    'Take something other than the name, the e-mail address and a number: everybody guesses these first.',
  too_common:
    'Take something that others do not use; a few words that have nothing to do with each other are good.',
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
