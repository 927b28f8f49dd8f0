import { request as httpRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AgentOptions } from 'node:https';
import type { Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';

export function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
}

type Created = (error: Error | null, socket?: Socket) => void;
const CONNECT_MILLISECONDS = 15_000;

/** HTTPS through a proxy: CONNECT opens a tunnel, TLS with the real server runs inside it. */
export class TunnelAgent extends HttpsAgent {
  constructor(
    private readonly proxy: URL,
    options: AgentOptions,
  ) {
    super(options);
  }

  createConnection(options: ConnectionOptions, created: Created): undefined {
    const authority = `${String(options.host)}:${String(options.port)}`;
    const request = httpRequest({
      host: this.proxy.hostname,
      port: this.proxy.port === '' ? 80 : this.proxy.port,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...proxyAuthorization(this.proxy) },
      timeout: CONNECT_MILLISECONDS,
      agent: false,
    });
    request.once('connect', (response, socket) => {
      if (response.statusCode === 200) return created(null, tlsConnect({ ...options, socket }));
      socket.destroy();
      created(new Error(`the proxy answered ${String(response.statusCode)} to CONNECT`));
    });
    request.once('timeout', () => request.destroy(new Error('the proxy did not answer')));
    request.once('error', (error) => created(error));
    request.end();
    return undefined;
  }
}
