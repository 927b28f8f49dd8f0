import { ApiProblem } from './api/api-problem';
import type { MessageKey, Translate } from './i18n';

const BY_CODE: Readonly<Record<string, MessageKey>> = {
  too_common: 'password.tooCommon',
  like_account: 'password.likeAccount',
};

/** The server's refusals by field, in our words for the codes that we know. */
export function fieldTexts(error: unknown, t: Translate): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(
    error.fields.map(({ field, code, message }) => {
      const known = BY_CODE[code];
      return [field, known ? t(known) : message];
    }),
  );
}
