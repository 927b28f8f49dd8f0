type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'some' }
  | { readonly kind: 'any' }
  | { readonly kind: 'caught'; readonly name: string };

export type Caught = Readonly<Record<string, string>>;

const CAUGHT = /^\{([a-z][a-z0-9]{0,30})\}/;

/** Undefined when it is no pattern: a brace that stands alone, or one word caught twice. */
export function piecesOf(pattern: string, mayCatch: boolean): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (let at = 0; at < pattern.length;) {
    const rest = pattern.slice(at);
    const name = CAUGHT.exec(rest)?.[1];
    if (rest.startsWith('**')) {
      pieces.push({ kind: 'any' });
      at += 2;
    } else if (rest.startsWith('*')) {
      pieces.push({ kind: 'some' });
      at += 1;
    } else if (name !== undefined) {
      if (!mayCatch || pieces.some((piece) => piece.kind === 'caught' && piece.name === name))
        return undefined;
      pieces.push({ kind: 'caught', name });
      at += name.length + 2;
    } else if (mayCatch && (rest.startsWith('{') || rest.startsWith('}'))) return undefined;
    else {
      pieces.push({ kind: 'text', text: rest.slice(0, 1) });
      at += 1;
    }
  }
  return pieces;
}

export function catches(pattern: string): readonly string[] {
  return (piecesOf(pattern, true) ?? []).flatMap((piece) => (piece.kind === 'caught' ? [piece.name] : []));
}

/** What the words in braces stand for; undefined when it does not fit. Words take as little as they can, at least one character. */
export function match(pattern: string, text: string, mayCatch = true): Caught | undefined {
  const pieces = piecesOf(pattern, mayCatch);
  return pieces && fit(pieces, text);
}

/** Each place of the text is tried once for each piece, so that no pattern takes long. */
function fit(pieces: readonly Piece[], text: string): Caught | undefined {
  const isHopeless = new Set<number>();
  const ends: number[] = [];
  const caught: Record<string, string> = {};
  /** `isBegun`: the piece has taken something already. */
  const from = (piece: number, at: number, isBegun = false): boolean => {
    const key = (piece * (text.length + 1) + at) * 2 + Number(isBegun);
    if (isHopeless.has(key)) return false;
    const fits = fitPiece(piece, at, isBegun);
    if (!fits) isHopeless.add(key);
    return fits;
  };
  const fitPiece = (piece: number, at: number, isBegun: boolean): boolean => {
    const one = pieces[piece];
    if (!one) return at === text.length;
    if (one.kind === 'text') return text.startsWith(one.text, at) && from(piece + 1, at + one.text.length);
    if ((isBegun || one.kind !== 'caught') && from(piece + 1, at)) {
      ends[piece] = at;
      return true;
    }
    if (at === text.length || (text[at] === '/' && one.kind !== 'any')) return false;
    if (!from(piece, at + 1, true)) return false;
    if (one.kind === 'caught' && !isBegun) caught[one.name] = text.slice(at, ends[piece]);
    return true;
  };
  return from(0, 0) ? caught : undefined;
}
