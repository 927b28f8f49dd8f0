import { API_TOKEN_PREFIX } from '../../platform/auth-guard/index.js';

export const NODE_TOKEN_PREFIX = 'rcn_';
export const ENROLMENT_TOKEN_PREFIX = 'rce_';
const API_TOKEN = new RegExp(`^bearer\\s+${API_TOKEN_PREFIX}`, 'i');

/** What a node shows: a token, and with HTTP Basic the id that it claims. */
export interface ShownCredentials {
  readonly token: string;
  readonly user: string | null;
}

export function parseAuthorization(header: string | undefined): ShownCredentials | undefined {
  if (!header) return undefined;
  const space = header.indexOf(' ');
  const scheme = header.slice(0, space).toLowerCase();
  const value = header.slice(space + 1).trim();
  if (scheme === 'bearer') return value === '' ? undefined : { token: value, user: null };
  return scheme === 'basic' ? parseBasic(value) : undefined;
}

function parseBasic(value: string): ShownCredentials | undefined {
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const user = text.slice(0, colon);
  const token = text.slice(colon + 1);
  return token === '' ? undefined : { token, user: user === '' ? null : user };
}

/** People's access tokens are JSON Web Tokens, and their API tokens begin as they do; no node token looks like one. */
export function looksLikePerson(header: string | undefined): boolean {
  if (header && API_TOKEN.test(header)) return true;
  if (!header || !/^bearer\s+eyJ/i.test(header)) return false;
  return header.split('.', 4).length === 3;
}
