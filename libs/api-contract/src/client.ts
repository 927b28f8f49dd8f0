import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.js';

export interface ApiClientOptions {
  /** Scheme, host and port; in a browser the page's own origin when left out. */
  readonly baseUrl?: string;
  /** An access token, or how to get the current one; asked before each request. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>);
  /** In place of the global one. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

export type ApiClient = Client<paths>;

/** Every operation of the contract, by method and path. Refusals come back as `error`, they are not thrown. */
export function createApiClient({ baseUrl, token, fetch }: ApiClientOptions = {}): ApiClient {
  const client = createClient<paths>({
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(fetch === undefined ? {} : { fetch }),
  });
  client.use({
    async onRequest({ request }) {
      const current = typeof token === 'function' ? await token() : token;
      if (current) request.headers.set('authorization', `Bearer ${current}`);
      return request;
    },
  });
  return client;
}
