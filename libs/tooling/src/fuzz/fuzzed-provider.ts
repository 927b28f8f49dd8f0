import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FuzzedProvider {
  readonly url: string;
  stop(): Promise<void>;
}

/** Says where people would sign in, which is all that a console asks a provider for before they come back. */
export async function startFuzzedProvider(): Promise<FuzzedProvider> {
  const server = createServer((_, response) => {
    const metadata = {
      issuer: url(),
      authorization_endpoint: `${url()}/auth`,
      token_endpoint: `${url()}/token`,
      jwks_uri: `${url()}/jwks`,
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(metadata));
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: url(), stop };
}
