export interface MatchPart {
  readonly part: string;
  readonly isMatch: boolean;
}

/** The text cut where the words stand, whatever their case. */
export function matchParts(text: string, words: string): readonly MatchPart[] {
  const [searched, wanted] = [text.toLowerCase(), words.trim().toLowerCase()];
  // Some letters become two in lower case, and then places of one text are none of the other.
  if (wanted === '' || searched.length !== text.length) return [{ part: text, isMatch: false }];
  const parts: MatchPart[] = [];
  let at = 0;
  for (let found = searched.indexOf(wanted); found >= 0; found = searched.indexOf(wanted, at)) {
    if (found > at) parts.push({ part: text.slice(at, found), isMatch: false });
    at = found + wanted.length;
    parts.push({ part: text.slice(found, at), isMatch: true });
  }
  if (at < text.length) parts.push({ part: text.slice(at), isMatch: false });
  return parts;
}
