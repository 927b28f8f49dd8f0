import { HttpClient } from '../transport/http-client.js';
import type { Arguments } from './arguments.js';
import { ConsoleClient } from './console-client.js';
import type { Output } from './output.js';
import { EXIT, RcError, WrongUse } from './rc-error.js';
import { readLogin } from './saved-login.js';
import type { Settings } from './settings/read-settings.js';
import { proxyFor } from './settings/read-settings.js';
import { text } from './text.js';

const DEFAULT_RETRIES = 5;

export interface ToolsParts {
  readonly args: Arguments;
  readonly settings: Settings;
  readonly output: Output;
  readonly stdin: NodeJS.ReadStream;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface Access {
  readonly url: URL;
  readonly token: string;
  readonly caFile: string | null;
}

/** What a command works with. */
export class Tools {
  private http: HttpClient | null = null;

  constructor(readonly parts: ToolsParts) {}

  get output(): Output {
    return this.parts.output;
  }

  operand(at: number): string {
    return this.parts.args.operands[at] ?? '';
  }

  has(option: string): boolean {
    return this.parts.args.options.has(option);
  }

  option(name: string): string | undefined {
    return this.parts.args.options.get(name)?.[0];
  }

  all(name: string): readonly string[] {
    return this.parts.args.options.get(name) ?? [];
  }

  wholeNumber(name: string, otherwise: number): number {
    const word = this.option(name);
    if (word === undefined) return otherwise;
    if (/^\d{1,6}$/.test(word)) return Number(word);
    throw new WrongUse(text(`--${name} takes a number`, `--${name} 需要数字`));
  }

  client(): ConsoleClient {
    return this.clientFor(this.access());
  }

  /** Of whoever is logged in, or what the environment and the command line say. */
  access(): Access {
    const { settings } = this.parts;
    const saved = settings.token !== null && this.givenUrl() !== null ? null : readLogin(settings.loginFile);
    const word = this.givenUrl() ?? saved?.url;
    if (word === undefined) throw notLoggedIn();
    const url = consoleUrl(word);
    // A saved token is for its own console and is shown to no other.
    const isItsOwn = saved !== null && consoleUrl(saved.url).href === url.href;
    const token = settings.token ?? (isItsOwn ? saved.token : undefined);
    if (token === undefined) throw notLoggedIn();
    return { url, token, caFile: this.caFile() ?? (isItsOwn ? saved.caFile : null) };
  }

  clientFor({ url, token, caFile }: Access): ConsoleClient {
    if (/[^\x21-\x7e]/.test(token)) throw notAToken();
    const proxy = proxyFor(url, this.parts.settings.proxies);
    if (proxy !== null && !proxy.startsWith('http://')) throw strangeProxy(proxy);
    this.http = new HttpClient({ caFile, proxy });
    return new ConsoleClient({
      http: this.http,
      url,
      token,
      language: this.parts.settings.language,
      retries: this.wholeNumber('retries', DEFAULT_RETRIES),
      sleep: this.parts.sleep,
      onRetry: (words) => this.output.note(words),
    });
  }

  givenUrl(): string | null {
    return this.option('url') ?? this.parts.settings.url;
  }

  caFile(): string | null {
    return this.option('ca') ?? this.parts.settings.caFile;
  }

  close(): void {
    this.http?.close();
  }
}

/** With or without `/api/v1`, as it stands in somebody's notes. */
export function consoleUrl(word: string): URL {
  try {
    const url = new URL(word);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new TypeError('another protocol');
    url.pathname = url.pathname.replace(/\/$/, '').replace(/\/api\/v1$/, '');
    url.search = url.hash = url.username = url.password = '';
    return url;
  } catch {
    throw new WrongUse(
      text(
        'the address has to be like https://console.example.com',
        '地址应形如 https://console.example.com',
      ),
    );
  }
}

function notLoggedIn(): RcError {
  return new RcError(
    EXIT.wrongUse,
    'NOT_LOGGED_IN',
    text(
      'Say "rc login --url URL", or set RC_URL and RC_TOKEN.',
      '请执行 "rc login --url URL"，或设置 RC_URL 和 RC_TOKEN。',
    ),
  );
}

function notAToken(): RcError {
  const words = text('The token has characters that no token has.', '令牌含有非法字符。');
  return new RcError(EXIT.wrongUse, 'NOT_A_TOKEN', words);
}

function strangeProxy(proxy: string): RcError {
  const scheme = proxy.split(':', 1).join('');
  return new RcError(
    EXIT.wrongUse,
    'PROXY_UNKNOWN',
    text(
      `Only proxies with http:// are known here, not ${scheme}.`,
      `仅支持 http:// 代理，不支持 ${scheme}。`,
    ),
  );
}
