import { join } from 'node:path';

import type { Language } from '../text.js';

export interface Settings {
  readonly url: string | null;
  readonly token: string | null;
  readonly caFile: string | null;
  readonly language: Language;
  /** The environment forbids it; a terminal has to be there too. */
  readonly isColorless: boolean;
  readonly loginFile: string;
  readonly proxies: Proxies;
  /** What Jenkins says of the build that runs this. */
  readonly build: { readonly job: string | null; readonly number: string | null };
}

export interface Proxies {
  readonly forHttps: string | null;
  readonly forHttp: string | null;
  readonly except: readonly string[];
}

/** The only place that reads the environment. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  return {
    url: wordIn(env, 'RC_URL'),
    token: wordIn(env, 'RC_TOKEN'),
    caFile: wordIn(env, 'RC_CA'),
    language: languageOf(env),
    isColorless: wordIn(env, 'NO_COLOR') !== null || env['TERM'] === 'dumb',
    loginFile: join(configHome(env), 'release-console', 'rc.json'),
    proxies: {
      forHttps: wordIn(env, 'HTTPS_PROXY', 'https_proxy'),
      // In capitals it can be set by a request's "Proxy" header on hosts that run CGI programs.
      forHttp: wordIn(env, 'http_proxy'),
      except: (wordIn(env, 'NO_PROXY', 'no_proxy') ?? '').split(',').map((entry) => entry.trim()),
    },
    build: { job: wordIn(env, 'JOB_NAME'), number: wordIn(env, 'BUILD_NUMBER') },
  };
}

function wordIn(env: NodeJS.ProcessEnv, ...names: readonly string[]): string | null {
  for (const name of names) {
    const word = env[name]?.trim();
    if (word) return word;
  }
  return null;
}

function languageOf(env: NodeJS.ProcessEnv): Language {
  const word = wordIn(env, 'RC_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG') ?? '';
  return word.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function configHome(env: NodeJS.ProcessEnv): string {
  const home = wordIn(env, 'XDG_CONFIG_HOME');
  // The specification has relative paths ignored.
  return home?.startsWith('/') ? home : join(wordIn(env, 'HOME') ?? '/', '.config');
}

/** The proxy for an address; null: none. */
export function proxyFor(url: URL, { forHttps, forHttp, except }: Proxies): string | null {
  const proxy = url.protocol === 'https:' ? forHttps : forHttp;
  return proxy === null || except.some((entry) => isMeant(entry, url)) ? null : proxy;
}

function isMeant(entry: string, { hostname, host }: URL): boolean {
  if (entry === '') return false;
  if (entry === '*' || entry === hostname || entry === host) return true;
  const domain = entry.startsWith('*.') ? entry.slice(1) : entry.startsWith('.') ? entry : `.${entry}`;
  return hostname.endsWith(domain);
}
