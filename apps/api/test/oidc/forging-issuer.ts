import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { CLIENT } from './test-provider.js';

export interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: { readonly alg: string; readonly kid?: string };
  /** In place of its own. */
  readonly key?: KeyObject | Uint8Array;
  /** Of the whole token, in place of a signed one. */
  readonly token?: (nonce: string) => string;
  readonly userInfo?: Readonly<Record<string, unknown>>;
  /** In place of tokens. */
  readonly refusal?: { readonly status: number; readonly body: object };
}

const NORA = { sub: 'nora', email: 'nora@example.com', email_verified: true, name: 'Nora', groups: [] };

/** Speaks the protocol and says whatever a spec wants it to: what no honest provider would say. */
export class ForgingIssuer {
  forgery: Forgery = {};
  /** What the token address was sent. */
  readonly heard: { readonly authorization: string | undefined; readonly form: URLSearchParams }[] = [];
  readonly ownKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));
  private readonly nonces = new Map<string, string>();
  private readonly kid = randomBytes(4).toString('hex');

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** What its page would send the browser to. */
  callbackOf(begin: URL, more: Readonly<Record<string, string>> = {}): URL {
    const code = randomBytes(8).toString('hex');
    this.nonces.set(code, begin.searchParams.get('nonce') ?? '');
    const back = new URL(begin.searchParams.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({
      code,
      state: begin.searchParams.get('state') ?? '',
      ...more,
    }).toString();
    return back;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await textOf(request));
    const { pathname } = new URL(request.url ?? '/', this.url);
    const { userInfo, refusal } = this.forgery;
    const say = (body: object, status = 200): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/.well-known/openid-configuration') return say(this.metadata());
    if (pathname === '/jwks') return say({ keys: [this.jwk()] });
    if (pathname === '/userinfo') return say(userInfo ?? {}, userInfo ? 200 : 500);
    if (pathname !== '/token') return void response.writeHead(404).end();
    this.heard.push({ authorization: request.headers.authorization, form });
    if (refusal) return say(refusal.body, refusal.status);
    const id_token = await this.tokenFor(this.nonces.get(form.get('code') ?? '') ?? '');
    say({ access_token: 'an-access-token', token_type: 'Bearer', expires_in: 60, id_token });
  }

  private metadata(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/auth`,
      token_endpoint: `${this.url}/token`,
      userinfo_endpoint: `${this.url}/userinfo`,
      jwks_uri: `${this.url}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  private jwk(): object {
    return { ...this.ownKey.publicKey.export({ format: 'jwk' }), kid: this.kid, use: 'sig', alg: 'RS256' };
  }

  private async tokenFor(nonce: string): Promise<string> {
    const { claims, header, key, token } = this.forgery;
    if (token) return token(nonce);
    const now = Math.floor(Date.now() / 1000);
    const honest = { ...NORA, iss: this.url, aud: CLIENT.id, nonce, iat: now, exp: now + 300 };
    return new SignJWT({ ...honest, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: this.kid, ...header })
      .sign(key ?? this.ownKey.privateKey);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
}
