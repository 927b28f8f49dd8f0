import { withSecrets, type Format, type SecretReference } from '../content/index.js';

/** References of a text to secrets that are not among the known ones; comments ask for none. */
export function missingSecrets(
  format: Format,
  text: string,
  known: readonly string[],
): readonly SecretReference[] {
  const filled = withSecrets(format, text, new Map(known.map((name) => [name, 'x'])));
  return !filled.ok && filled.reason === 'missing' ? filled.missing : [];
}
