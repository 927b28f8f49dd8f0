const HOME = '/';

/** Only a path of this console: `//host`, `https://host` and backslash tricks all go home. */
export function safeReturnTo(wanted: string | null, origin: string): string {
  if (wanted === null || !wanted.startsWith('/')) return HOME;
  try {
    const url = new URL(wanted, origin);
    const path = url.pathname + url.search + url.hash;
    const isOwn = url.origin === new URL(origin).origin && !path.startsWith('//');
    return isOwn && url.pathname !== '/login' ? path : HOME;
  } catch {
    return HOME;
  }
}

export const loginPathFor = (location: { pathname: string; search: string; hash: string }): string => {
  const here = location.pathname + location.search + location.hash;
  return here === HOME ? '/login' : `/login?returnTo=${encodeURIComponent(here)}`;
};
