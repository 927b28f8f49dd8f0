import { API_BASE } from '../../../config/settings';

/** The browser goes there itself: the way leads over pages of the provider. */
export const providerSignInUrl = (returnTo: string): string =>
  `${API_BASE}/auth/oidc?${new URLSearchParams({ returnTo }).toString()}`;
