const MATCHER = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\.)*")\s*/;

/** Each of `service="shop", severity=~"page|critical"` by itself; null where it is none. */
export function matchersIn(text: string): readonly string[] | null {
  const found: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const [whole, label, operator, value] = MATCHER.exec(rest) ?? [];
    if (whole === undefined) return null;
    found.push(`${label}${operator}${value}`);
    rest = rest.slice(whole.length);
    if (rest === '') return found;
    if (!rest.startsWith(',')) return null;
    rest = rest.slice(1).trim();
    if (rest === '') return null;
  }
  return found;
}
