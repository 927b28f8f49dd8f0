export interface FailureWords {
  readonly code: string;
  readonly message: string;
}

export interface Signature {
  readonly code: string;
  /** The message with everything replaced that differs between nodes with the same fault. */
  readonly text: string;
}

const LONGEST = 200;

type Replacement = readonly [pattern: RegExp, word: string];

/** In this order: what is longer and clearer comes before the numbers that it is made of. */
const REPLACED: readonly Replacement[] = [
  [/\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>)\]]+/gi, '<url>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g, '<time>'],
  [/(?<![\w:])\[?(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}\]?(?::\d+)?(?![\w:])/gi, '<address>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '<address>'],
  [/\b(?:sha256:)?(?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}\b/gi, '<hash>'],
  [/\b[A-Za-z]:\\[^\s"'<>|]+/g, '<path>'],
  [/(?<![\w<])(?:\.{0,2}\/)[\w.@+-]+(?:\/[\w.@+-]*)*/g, '<path>'],
  [/\b0x[0-9a-f]+\b/gi, '<n>'],
  [/\d+(?:[.,]\d+)*/g, '<n>'],
  [/\s+/g, ' '],
];

/** Two nodes fail alike when code and text are the same; the node's own names are replaced too. */
export function signatureOf({ code, message }: FailureWords, ownNames: readonly string[] = []): Signature {
  const nameless = ownNames
    .filter((name) => name.length > 2)
    .sort((a, b) => b.length - a.length)
    .reduce((text, name) => text.replaceAll(name, '<node>'), message);
  const text = REPLACED.reduce((so, [pattern, word]) => so.replace(pattern, word), nameless).trim();
  return { code, text: text.slice(0, LONGEST) };
}
