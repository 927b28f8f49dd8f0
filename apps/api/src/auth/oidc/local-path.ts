const HOME = '/';
const ORIGIN = 'http://console.invalid';
const MOST_CHARACTERS = 2_000;

/** A page of this console, or its first one: `//host`, `https://host` and backslash tricks all lead home. */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > MOST_CHARACTERS) return HOME;
  if (!wanted.startsWith('/') || !URL.canParse(wanted, ORIGIN)) return HOME;
  const { origin, pathname, search, hash } = new URL(wanted, ORIGIN);
  const path = pathname + search + hash;
  return origin === ORIGIN && !path.startsWith('//') && !/^\/(api|login)(\/|$)/.test(pathname) ? path : HOME;
}
