import { createHash } from 'node:crypto';

interface Release {
  readonly id: string;
  readonly number: number;
  readonly status: string;
  readonly revision: number;
  readonly planHash: string;
}

interface ProjectAnswer {
  readonly id: string;
  readonly code: string;
  readonly environments: readonly { readonly id: string; readonly code: string }[];
}

/** The same HTTP interface that everybody else uses, for what a journey is not about. */
export class Api {
  private constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn(consoleUrl: string, person: { email: string; password: string }): Promise<Api> {
    const response = await fetch(`${consoleUrl}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: person.email, password: person.password }),
    });
    if (!response.ok) throw new Error(`login: ${response.status} ${await response.text()}`);
    const { accessToken } = (await response.json()) as { accessToken: string };
    return new Api(`${consoleUrl}/api/v1`, accessToken);
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const isText = typeof body === 'string';
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': isText ? 'text/csv' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return (isJson && text !== '' ? JSON.parse(text) : text) as T;
  }

  createProject(code: string, name: string): Promise<ProjectAnswer> {
    return this.call('POST', '/projects', { code, name });
  }

  createUser(person: { email: string; name: string; password: string }): Promise<{ id: string }> {
    return this.call('POST', '/users', person);
  }

  async upload(bin: string, version: string, content: string): Promise<void> {
    const response = await fetch(`${this.url}/bins/${bin}/versions/${version}/artifacts/any`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/octet-stream',
        'x-checksum-sha256': createHash('sha256').update(content).digest('hex'),
      },
      body: content,
    });
    if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
  }

  async enrolmentToken(environmentId: string): Promise<string> {
    const { token } = await this.call<{ token: string }>('POST', '/enrolment-tokens', {
      environmentIds: [environmentId],
      maxUses: 20,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      lifecycle: 'active',
    });
    return token;
  }

  createRelease(environmentId: string, bin: string, version: string, more: object = {}): Promise<Release> {
    return this.call('POST', '/releases', {
      environmentId,
      bins: [{ bin, version }],
      strategy: { type: 'rolling', batch: '100%' },
      maxUnavailable: '100%',
      minReadySeconds: 1,
      submit: true,
      ...more,
    });
  }

  release(id: string): Promise<Release> {
    return this.call('GET', `/releases/${id}`);
  }

  act(id: string, action: string, body: object = {}): Promise<Release> {
    return this.call('POST', `/releases/${id}/${action}`, body);
  }
}
