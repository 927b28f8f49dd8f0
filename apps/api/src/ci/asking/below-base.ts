import { outsideBase } from '../ci-work.errors.js';

/** The address of `reference` when it is below `baseUrl`; throws CI_URL_OUTSIDE. What Jenkins makes of an unset root URL begins with `null`. */
export function belowBase(baseUrl: string, reference: string): URL {
  const isOdd = reference.startsWith('null') || reference.startsWith('/') || reference.includes('\\');
  if (isOdd || hasWayUp(reference) || !URL.canParse(reference, baseUrl)) throw outsideBase();
  const base = new URL(baseUrl);
  const url = new URL(reference, base);
  const isBelow =
    url.origin === base.origin && url.pathname.startsWith(base.pathname) && !hasWayUp(url.pathname);
  if (!isBelow || url.username || url.password) throw outsideBase();
  return url;
}

/** Also where the percent signs are percent signs themselves. */
function hasWayUp(path: string): boolean {
  let text = path;
  for (let round = 0; round < 3; round += 1) {
    if (/(?:^|[/\\])\.\.?(?:[/\\?#]|$)/.test(text)) return true;
    const next = decoded(text);
    if (next === undefined) return true;
    if (next === text) return false;
    text = next;
  }
  return /%2e|%2f|%5c/i.test(text);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
