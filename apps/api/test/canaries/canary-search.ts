/** A secret that must turn up nowhere, and what it is, for the report. */
export interface Canary {
  readonly name: string;
  readonly secret: string;
}

export interface Sink {
  readonly name: string;
  readonly text: string;
}

const PIECE = 16;

/** Every form in which a secret is looked for: as it is, encoded, and in pieces, as logs wrap it. */
export function formsOf(secret: string): Readonly<Record<string, readonly string[]>> {
  const bytes = Buffer.from(secret);
  return {
    plain: [secret],
    json: [JSON.stringify(secret).slice(1, -1)],
    url: [encodeURIComponent(secret), new URLSearchParams({ s: secret }).toString().slice(2)],
    hex: [bytes.toString('hex'), bytes.toString('hex').toUpperCase()],
    base64: insideBase64(bytes, 'base64'),
    base64url: insideBase64(bytes, 'base64url'),
    pieces: piecesOf(secret),
  };
}

/** `sink: canary as form` for each hit. */
export function search(canaries: readonly Canary[], sinks: readonly Sink[]): readonly string[] {
  const hits: string[] = [];
  for (const { name, secret } of canaries)
    for (const [form, needles] of Object.entries(formsOf(secret)))
      for (const sink of sinks)
        if (needles.some((needle) => sink.text.includes(needle)))
          hits.push(`${sink.name}: ${name} as ${form}`);
  return hits;
}

/** What is the same wherever the secret lies in what was encoded, as in `user:password`. */
function insideBase64(bytes: Buffer, encoding: 'base64' | 'base64url'): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString(encoding)
      .replace(/=+$/, '');
    return text.slice(shift === 0 ? 0 : shift + 1, text.length - 2);
  });
}

function piecesOf(secret: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at + PIECE <= secret.length; at += PIECE) pieces.push(secret.slice(at, at + PIECE));
  return pieces;
}
