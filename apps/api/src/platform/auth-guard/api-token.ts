/** The public part, by which a token is known in lists, and 256 random bits. */
const API_TOKEN = /^rct_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/;

export const API_TOKEN_PREFIX = 'rct_';

export function looksLikeApiToken(text: string): boolean {
  return API_TOKEN.test(text);
}
