import type { IncomingHttpHeaders } from 'node:http';

/** Whether a browser's `Origin` is this console: the public URL, or whatever address the request itself was sent to. */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.origin === new URL(publicUrl).origin) return true;
  return (
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    host !== undefined &&
    url.host === host.toLowerCase()
  );
}
