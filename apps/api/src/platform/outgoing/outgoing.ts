import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../http/index.js';
import { SETTINGS, type Settings } from '../settings/index.js';
import { AddressRules } from './address-rules.js';
import { exchange, hostOf, open, type Opened, type Sent, type Way } from './exchange.js';
import { outgoingFailed, outgoingRefused, outgoingUrl } from './outgoing.errors.js';

const MAX_REDIRECTS = 5;
const MAX_ADDRESSES = 4;
const TOO_LONG = { en: 'it took too long', zh: '等待时间过长' };
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** All else may be a secret or be taken for somebody's word. */
const KEPT_ON_REDIRECT = ['accept', 'accept-language', 'user-agent'];

export interface OutgoingOptions {
  /** Of the whole call, redirects included; 10 s unless it is said. */
  readonly timeoutMs?: number;
  /** Of the answer's body; 1 MiB unless it is said. */
  readonly maxBytes?: number;
  /** The status is what counts: a longer body is cut there, and one that breaks off is no failure. */
  readonly isBodyCut?: boolean;
  /** An origin that the operator named in the settings: it may be in the own network, where it redirects to may not. */
  readonly trustedOrigin?: string;
}

/** How names and connections are made; another one in tests only. */
export interface Network {
  resolve(host: string): Promise<readonly string[]>;
  connect(address: string, port: number): Socket;
}

const NETWORK: Network = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  connect: (address, port) => connect({ host: address, port }),
};

/**
 * The one way out. Connects to the very address that it looked at, so that a name can't stand for something else a
 * moment later, and follows redirects of reads only, looking at each anew.
 */
@Injectable()
export class Outgoing {
  private readonly logger = new Logger('outgoing');
  private readonly rules: AddressRules;
  private network = NETWORK;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'outgoingAllow'>) {
    this.rules = new AddressRules(settings.outgoingAllow);
  }

  static over(network: Network, settings: Pick<Settings, 'outgoingAllow'>): Outgoing {
    return Object.assign(new Outgoing(settings), { network });
  }

  /** As the global `fetch`, with the answer in memory; `redirect: 'manual'` answers redirects as they are. Throws OUTGOING_URL, OUTGOING_REFUSED or OUTGOING_FAILED. */
  async fetch(
    target: string | URL,
    init: RequestInit = {},
    options: OutgoingOptions = {},
  ): Promise<Response> {
    const request = new Request(checkedUrl(target), init);
    const body = request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
    const deadline = AbortSignal.timeout(options.timeoutMs ?? 10_000);
    const signal = init.signal ? AbortSignal.any([deadline, init.signal]) : deadline;
    const sent = { method: request.method, headers: withDefaults(request.headers), body };
    const url = new URL(request.url);
    const most = { maxBytes: options.maxBytes ?? 1_048_576, isBodyCut: options.isBodyCut ?? false };
    const send = (to: URL, what: Sent): Promise<Response> =>
      this.send(to, signal, options, (way) => exchange(to, what, { ...way, ...most }));
    return request.redirect === 'manual' ? send(url, sent) : this.follow(url, sent, send);
  }

  /** A read of what may be larger than memory. `timeoutMs` is for its beginning; how long the rest may take is the reader's to say. */
  async stream(
    target: string | URL,
    headers: Readonly<Record<string, string>>,
    options: Omit<OutgoingOptions, 'maxBytes' | 'isBodyCut'> = {},
  ): Promise<Opened> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), options.timeoutMs ?? 10_000);
    const sent = { method: 'GET', headers: withDefaults(new Headers(headers)), body: undefined };
    try {
      return await this.follow(checkedUrl(target), sent, (to, what) =>
        this.send(to, deadline.signal, options, (way) => open(to, what, way)),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  private async follow<T extends Response | Opened>(
    first: URL,
    firstSent: Sent,
    send: (url: URL, sent: Sent) => Promise<T>,
  ): Promise<T> {
    let [url, sent] = [first, firstSent];
    for (let redirects = 0; ; redirects += 1) {
      const answer = await send(url, sent);
      const location = answer.headers.get('location');
      if (!REDIRECTS.has(answer.status) || !location || !['GET', 'HEAD'].includes(sent.method)) return answer;
      if (answer.body && 'destroy' in answer.body) answer.body.destroy();
      if (redirects === MAX_REDIRECTS)
        throw outgoingFailed(hostOf(first), { en: 'it redirects again and again', zh: '重定向次数过多' });
      const next = checkedUrl(URL.canParse(location, url.href) ? new URL(location, url) : location);
      if (url.protocol === 'https:' && next.protocol !== 'https:')
        throw outgoingFailed(hostOf(url), {
          en: 'it redirects to what is not encrypted',
          zh: '重定向到了未加密的地址',
        });
      sent = { ...sent, headers: withDefaults(onlyKept(sent.headers)) };
      url = next;
    }
  }

  private async send<T>(
    url: URL,
    signal: AbortSignal,
    options: OutgoingOptions,
    talk: (way: Way) => Promise<T>,
  ): Promise<T> {
    const isTrusted = options.trustedOrigin === url.origin;
    const addresses = await this.permittedAddresses(url, isTrusted, signal);
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    try {
      const socket = await this.connectFirst(addresses, port, isTrusted, signal);
      return await talk({ socket, signal });
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw outgoingFailed(hostOf(url), signal.aborted ? TOO_LONG : (error as Error).message);
    }
  }

  private async permittedAddresses(
    url: URL,
    isTrusted: boolean,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const host = hostOf(url);
    const addresses = isIP(host)
      ? [host]
      : await within(signal, this.network.resolve(host)).catch(() => undefined);
    if (!addresses) throw outgoingFailed(host, { en: 'its name is not known', zh: '无法解析其域名' });
    const permitted = addresses.filter((address) => this.rules.permits(address, isTrusted));
    if (permitted.length > 0) return permitted.slice(0, MAX_ADDRESSES);
    this.logger.warn(
      `refused to connect to ${host} at ${addresses.join(' ')}; OUTGOING_ALLOW permits addresses`,
    );
    throw outgoingRefused(host);
  }

  private async connectFirst(
    addresses: readonly string[],
    port: number,
    isTrusted: boolean,
    signal: AbortSignal,
  ): Promise<Socket> {
    let failure: unknown;
    for (const address of addresses) {
      const socket = this.network.connect(address, port);
      try {
        await within(signal, connected(socket));
        // Where it really arrived, whatever was asked for.
        if (this.rules.permits(socket.remoteAddress ?? '', isTrusted)) return socket;
        throw outgoingRefused(address);
      } catch (error) {
        socket.destroy();
        failure = error;
        if (signal.aborted || error instanceof DomainError) break;
      }
    }
    throw failure;
  }
}

function checkedUrl(target: string | URL): URL {
  if (!URL.canParse(String(target))) throw outgoingUrl({ en: 'it is no URL', zh: '它不是 URL' });
  const url = new URL(target);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw outgoingUrl({ en: 'it is neither http nor https', zh: '它既不是 http 也不是 https' });
  if (url.username || url.password)
    throw outgoingUrl({ en: 'it has a user name or password in it', zh: '其中包含用户名或密码' });
  return url;
}

function onlyKept(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => KEPT_ON_REDIRECT.includes(name)));
}

/** A body that is packed could unfold to any size. */
function withDefaults(headers: Headers): Headers {
  headers.set('accept-encoding', 'identity');
  if (!headers.has('user-agent')) headers.set('user-agent', 'release-console');
  return headers;
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error(TOO_LONG.en));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
