import type { OidcSettings } from '../../platform/settings/index.js';

/** Names the provider in the database, with or without a slash at its end. */
export function issuerKey({ issuer }: Pick<OidcSettings, 'issuer'>): string {
  return issuer.replace(/\/$/, '');
}
