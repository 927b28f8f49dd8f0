import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** The API refused; the message says what was asked and why not. */
export class RefusedError extends Error {
  constructor(
    request: string,
    readonly status: number,
    readonly problem: Problem,
  ) {
    const faults = (problem.errors ?? []).map(({ field, message }) => `${field} ${message}`).join('; ');
    super(
      `${request} answered ${status} ${problem.code ?? ''}: ${[problem.detail, faults].filter(Boolean).join(' ')}`,
    );
  }
}

/** One signed-in person, over plain HTTP as any script would do it. */
export class ApiSession {
  private constructor(
    readonly apiUrl: string,
    private readonly credentials: { readonly email: string; readonly password: string },
    private token: string,
  ) {}

  static async signIn(apiUrl: string, email: string, password: string): Promise<ApiSession> {
    const session = new ApiSession(apiUrl, { email, password }, '');
    await session.renew();
    return session;
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.ask<T>('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.ask<T>('PATCH', path, body);
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.ask<T>('PUT', path, body);
  }

  /** Streams a file as the body, as `curl -T` does. */
  async upload<T>(path: string, file: string): Promise<T> {
    const response = await send(`${this.apiUrl}${path}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/octet-stream',
        'content-length': String(statSync(file).size),
      },
      body: Readable.toWeb(createReadStream(file)) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    return this.read<T>(`PUT ${path}`, response);
  }

  private async ask<T>(method: string, path: string, body?: object, isRetry = false): Promise<T> {
    const response = await send(`${this.apiUrl}${path}`, {
      method,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.status === 401 && this.token && !isRetry) {
      await this.renew();
      return this.ask<T>(method, path, body, true);
    }
    return this.read<T>(`${method} ${path}`, response);
  }

  private async renew(): Promise<void> {
    this.token = '';
    const { accessToken } = await this.ask<{ accessToken: string }>('POST', '/auth/login', this.credentials);
    this.token = accessToken;
  }

  private async read<T>(request: string, response: Response): Promise<T> {
    const text = await response.text();
    const body: unknown = text === '' ? {} : parse(text);
    if (response.ok) return body as T;
    throw new RefusedError(request, response.status, body as Problem);
  }
}

/** As `fetch`, but what went wrong on the way is in the message. */
async function send(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    const { cause } = error as Error;
    throw new Error(`${request.method ?? 'GET'} ${url} got no answer: ${String(cause ?? error)}`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 200) };
  }
}
