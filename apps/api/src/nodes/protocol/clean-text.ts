/** Half surrogate pairs, and control characters that no text of several lines needs. */
const UNSTORABLE = /\p{Cs}|[^\P{Cc}\t\n\r]/gu;

/** Text of a machine that nobody here controls: what can't be stored or would fool a terminal is left away. */
export function cleanText(text: string | null | undefined, maxLength: number): string | null {
  if (text === null || text === undefined) return null;
  const clean = text
    .replace(UNSTORABLE, '')
    .normalize('NFC')
    .slice(0, maxLength)
    .replace(/\p{Cs}$/u, '')
    .trim();
  return clean === '' ? null : clean;
}

const MAX_LABELS = 50;
const LABEL_KEY = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}$/;
const LABEL_LENGTH = 200;

/** Labels that a host proposes: faulty ones are left away, they are no reason to turn it away. */
export function cleanLabels(
  labels: Readonly<Record<string, string>> | null | undefined,
): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [key, value] of Object.entries(labels ?? {}).slice(0, MAX_LABELS)) {
    const text = LABEL_KEY.test(key) ? cleanText(value, LABEL_LENGTH) : null;
    if (text !== null) clean[key] = text;
  }
  return clean;
}
