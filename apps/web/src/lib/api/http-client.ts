import { problemFrom, unreachable } from './api-problem';
import type { SessionStore } from './session-store';
import type { Language, Session } from './types';

export type QueryValue = string | number | boolean | null | undefined;

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON; a file as it is, under its own type. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** One key per intent: the same key is sent again when the same click is repeated. */
  readonly idempotencyKey?: string;
}

export interface ClientDependencies {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly session: SessionStore;
  readonly newKey: () => string;
  /** In which refusals are worded. */
  readonly language: () => Language;
  readonly onServerTime?: (serverMs: number) => void;
  /** Serialises refreshes over all tabs: the cookie rotates, and two tabs must not spend the same one. */
  readonly exclusively?: <T>(work: () => Promise<T>) => Promise<T>;
}

export class HttpClient {
  private refreshing: Promise<boolean> | null = null;

  constructor(private readonly deps: ClientDependencies) {}

  async request<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.read<T>(await this.answer(path, options));
  }

  /** For files: what came, as it came. */
  async download(path: string, options: RequestOptions = {}): Promise<Blob> {
    const response = await this.answer(path, options);
    if (!response.ok) throw await problemFrom(response);
    try {
      return await response.blob();
    } catch {
      throw unreachable();
    }
  }

  private async answer(path: string, options: RequestOptions): Promise<Response> {
    const key = this.keyFor(options);
    const tokenUsed = this.deps.session.accessToken();
    const first = await this.send(path, options, key);
    if (first.status !== 401 || isAuthPath(path)) return first;
    const renewed = this.deps.session.accessToken() !== tokenUsed || (await this.refresh());
    if (!renewed) throw await problemFrom(first);
    return this.send(path, options, key);
  }

  /** Answers whether there is a usable session afterwards. Calls at the same time share one request. */
  refresh(): Promise<boolean> {
    this.refreshing ??= this.refreshOnce().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async refreshOnce(): Promise<boolean> {
    const run = this.deps.exclusively ?? (<T>(work: () => Promise<T>) => work());
    const response = await run(() => this.send('/auth/refresh', { method: 'POST' }, undefined));
    if (response.status === 401 || response.status === 403) {
      this.deps.session.signOut();
      return false;
    }
    this.deps.session.signIn(await this.read<Session>(response));
    return true;
  }

  private async send(path: string, options: RequestOptions, key: string | undefined): Promise<Response> {
    const token = this.deps.session.accessToken();
    const headers: Record<string, string> = {
      accept: 'application/json',
      'accept-language': this.deps.language(),
    };
    if (token && !isAuthPath(path)) headers.authorization = `Bearer ${token}`;
    if (key) headers['idempotency-key'] = key;
    const { body } = options;
    if (body !== undefined) headers['content-type'] = body instanceof Blob ? body.type : 'application/json';
    try {
      const response = await this.deps.fetch(this.deps.baseUrl + path + queryString(options.query), {
        method: options.method ?? 'GET',
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
        ...(options.signal ? { signal: options.signal } : {}),
      });
      this.noteTime(response);
      return response;
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw unreachable();
    }
  }

  private async read<T>(response: Response): Promise<T> {
    if (!response.ok) throw await problemFrom(response);
    if (response.status === 204) return undefined as T;
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  private keyFor(options: RequestOptions): string | undefined {
    const isWrite = options.method !== undefined && options.method !== 'GET';
    return isWrite ? (options.idempotencyKey ?? this.deps.newKey()) : undefined;
  }

  private noteTime(response: Response): void {
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) this.deps.onServerTime?.(date);
  }
}

const isAuthPath = (path: string): boolean =>
  /^\/auth\/(login|login\/second-factor|refresh|reset-password|setup)$/.test(path);

export function queryString(query: RequestOptions['query']): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    params.append(name, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
