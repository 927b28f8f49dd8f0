import type { Sender } from './send.js';

const JSON_TYPE = { 'content-type': 'application/json' };

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Somebody who asks: a person who signs in again when that ended, a host, or nobody. */
export interface Caller {
  readonly name: string;
  authorization(): string | null;
  /** After a 401. */
  renew(): Promise<void>;
}

export class SignedIn implements Caller {
  /** That renews the access token. */
  cookie = '';
  private token = '';
  /** By which the console knows the browser again: what others fail at does not stop it. */
  private device = '';
  private renewing: Promise<void> | null = null;

  constructor(
    readonly name: string,
    readonly id: string,
    private readonly sender: Sender,
    readonly credentials: Credentials,
  ) {}

  authorization(): string {
    return `Bearer ${this.token}`;
  }

  renew(): Promise<void> {
    this.renewing ??= this.signIn().finally(() => (this.renewing = null));
    return this.renewing;
  }

  /** An answer that must be a success. */
  async ask<T>(method: string, path: string, json?: unknown): Promise<T> {
    const answer = await this.try(method, path, json);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return JSON.parse(answer.text === '' ? 'null' : answer.text) as T;
  }

  async try(method: string, path: string, json?: unknown): Promise<{ status: number; text: string }> {
    const body = json === undefined ? null : Buffer.isBuffer(json) ? json : Buffer.from(JSON.stringify(json));
    const headers = Buffer.isBuffer(json) ? { 'content-type': 'application/octet-stream' } : JSON_TYPE;
    const [target = '', search] = path.split('?');
    const query = [...new URLSearchParams(search ?? '')];
    const request = { method, path: `/api/v1${target}`, query, headers: body ? headers : {}, json, body };
    let answer = await this.sender.send(request, this.authorization());
    if (answer.status === 401) {
      await this.renew();
      answer = await this.sender.send(request, this.authorization());
    }
    return { status: answer.status, text: answer.body.toString('utf8') };
  }

  private async signIn(): Promise<void> {
    const body = Buffer.from(JSON.stringify(this.credentials));
    const request = {
      method: 'POST',
      path: '/api/v1/auth/login',
      query: [],
      headers: this.device === '' ? JSON_TYPE : { ...JSON_TYPE, cookie: this.device },
      json: null,
      body,
    };
    const answer = await this.sender.send(request, null);
    if (answer.status !== 200) return;
    this.token = (JSON.parse(answer.body.toString('utf8')) as { accessToken: string }).accessToken;
    const cookies = [answer.headers['set-cookie'] ?? []].flat().map((each) => each.split(';')[0] ?? '');
    this.cookie = cookies.find((each) => each.startsWith('rc_refresh=')) ?? '';
    this.device = cookies.find((each) => each.startsWith('rc_device=')) ?? this.device;
  }
}

/** With a token that nothing renews. */
export function holder(name: string, token: string | null): Caller {
  return {
    name,
    authorization: () => (token === null ? null : `Bearer ${token}`),
    renew: () => Promise.resolve(),
  };
}
