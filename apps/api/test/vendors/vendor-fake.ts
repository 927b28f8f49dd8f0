import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type FakeKind = 'dingtalk' | 'wecom' | 'feishu' | 'slack' | 'webhook';

/** What the vendor does the next time, whatever it is asked. */
export type Whim =
  | 'reset'
  | 'silence'
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

export interface Got {
  readonly at: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a vendor is sent
  readonly body: any;
  readonly headers: IncomingMessage['headers'];
}

interface Asked {
  readonly url: URL;
  readonly raw: string;
  readonly headers: IncomingMessage['headers'];
}

interface Says {
  readonly status: number;
  readonly text: string;
  readonly isTaken: boolean;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const says = (status: number, answer: object | string, isTaken = false): Says => ({
  status,
  text: typeof answer === 'string' ? answer : JSON.stringify(answer),
  isTaken,
});

/** The other end, as the vendors describe theirs: proves signatures by itself, counts, and answers as they do. */
export class VendorFake {
  readonly got: Got[] = [];
  readonly refused: string[] = [];
  readonly whims: Whim[] = [];
  /** Milliseconds since 1970 by the vendor's clock. */
  now: () => number = () => Date.now();
  private server: Server | undefined;
  private blockedUntil = 0;
  private calls: number[] = [];

  constructor(
    readonly kind: FakeKind,
    readonly secret: string | null = null,
  ) {}

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      void read(request).then((raw) => {
        const whim = this.whims.shift();
        if (whim === 'reset') return request.socket.destroy();
        if (whim === 'silence') return undefined;
        if (whim) return response.writeHead(whim.status, whim.headers).end(whim.body ?? '');
        const url = new URL(request.url ?? '/', 'http://vendor');
        const { status, text, isTaken } = this.judge({ url, raw, headers: request.headers });
        if (isTaken) this.got.push({ at: this.now(), body: JSON.parse(raw), headers: request.headers });
        else this.refused.push(text);
        return response.writeHead(status, { 'content-type': 'application/json' }).end(text);
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    this.server = server;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((closed) => (this.server ? this.server.close(() => closed()) : closed()));
  }

  get url(): string {
    const { port } = this.server?.address() as AddressInfo;
    const path = {
      dingtalk: '/robot/send?access_token=ding-token-0123456789',
      wecom: '/cgi-bin/webhook/send?key=wecom-key-0123456789',
      feishu: '/open-apis/bot/v2/hook/feishu-hook-0123456789',
      slack: '/services/T000/B000/slack-token-0123456789',
      webhook: '/hook/webhook-path-0123456789',
    }[this.kind];
    return `http://127.0.0.1:${port}${path}`;
  }

  private judge(asked: Asked): Says {
    switch (this.kind) {
      case 'dingtalk':
        return this.dingtalk(asked);
      case 'wecom':
        return this.wecom(asked);
      case 'feishu':
        return this.feishu(asked);
      case 'slack':
        return this.slack(asked);
      case 'webhook':
        return this.webhook(asked);
    }
  }

  private dingtalk({ url, raw }: Asked): Says {
    if (url.searchParams.get('access_token') !== 'ding-token-0123456789')
      return says(200, { errcode: 300005, errmsg: 'token is not exist' });
    const now = this.now();
    if (now < this.blockedUntil || this.isCrowded(20, MINUTE_MS)) {
      this.blockedUntil = Math.max(this.blockedUntil, now + 10 * MINUTE_MS);
      return says(200, { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' });
    }
    const timestamp = url.searchParams.get('timestamp') ?? '';
    const text = `${timestamp}\n${this.secret ?? ''}`;
    const isSigned = isSame(url.searchParams.get('sign'), hmac(this.secret ?? '', text));
    if (this.secret !== null && (!isSigned || Math.abs(now - Number(timestamp)) > HOUR_MS))
      return says(200, { errcode: 310000, errmsg: 'sign not match' });
    const body = JSON.parse(raw);
    const part = body[body.msgtype];
    if (!part?.title || !part.text || Buffer.byteLength(raw) > 20_000)
      return says(200, { errcode: 40035, errmsg: 'missing parameter' });
    return says(200, { errcode: 0, errmsg: 'ok' }, true);
  }

  private wecom({ url, raw }: Asked): Says {
    if (url.searchParams.get('key') !== 'wecom-key-0123456789')
      return says(200, { errcode: 93000, errmsg: 'invalid webhook url' });
    if (this.isCrowded(20, MINUTE_MS)) return says(200, { errcode: 45009, errmsg: 'api freq out of limit' });
    const { msgtype, markdown } = JSON.parse(raw);
    if (msgtype !== 'markdown' || Buffer.byteLength(markdown.content) > 4_096)
      return says(200, { errcode: 40058, errmsg: 'markdown.content exceed max length 4096' });
    return says(200, { errcode: 0, errmsg: 'ok' }, true);
  }

  private feishu({ raw }: Asked): Says {
    if (Buffer.byteLength(raw) > 20 * 1_024) return says(200, { code: 9499, msg: 'Bad Request' });
    const { timestamp, sign, msg_type: type } = JSON.parse(raw);
    const isSigned = isSame(sign, hmac(`${timestamp}\n${this.secret ?? ''}`, ''));
    if (this.secret !== null && (!isSigned || Math.abs(this.now() - Number(timestamp) * 1_000) > HOUR_MS))
      return says(200, { code: 19021, msg: 'sign match fail or timestamp is not within one hour' });
    if (this.isCrowded(100, MINUTE_MS, false) || this.isCrowded(5, 1_000))
      return says(200, { code: 11232, msg: 'frequency limited' });
    return type === 'interactive'
      ? says(200, { StatusCode: 0, StatusMessage: 'success', code: 0, msg: 'success' }, true)
      : says(200, { code: 9499, msg: 'Bad Request' });
  }

  private slack({ url, raw }: Asked): Says {
    if (!url.pathname.endsWith('slack-token-0123456789')) return says(404, 'no_service');
    const { text, blocks } = JSON.parse(raw);
    const isTooLong = blocks.some(
      (block: { text?: { text: string } }) => (block.text?.text.length ?? 0) > 3_000,
    );
    if (!text || blocks.length > 50 || isTooLong) return says(400, 'invalid_blocks');
    return says(200, 'ok', true);
  }

  private webhook({ raw, headers }: Asked): Says {
    if (this.secret === null) return says(204, '', true);
    const named = (name: string): string => String(headers[name] ?? '');
    const at = new Date(Number(named('webhook-timestamp')) * 1_000);
    // The package looks at the clock of this machine, so that the time is proved here.
    if (Math.abs(at.getTime() - this.now()) > 5 * MINUTE_MS) return says(401, 'timestamp too old or new');
    const isSigned = isSame(
      named('webhook-signature'),
      new Webhook(this.secret).sign(named('webhook-id'), at, raw),
    );
    return isSigned ? says(200, '', true) : says(401, 'no matching signature');
  }

  /** Whether this call is one too many in a span of time. */
  private isCrowded(most: number, spanMs: number, isLast = true): boolean {
    const now = this.now();
    const isFull = this.calls.filter((at) => at > now - spanMs).length >= most;
    if (isLast && !isFull) this.calls = [...this.calls.filter((at) => at > now - MINUTE_MS), now];
    return isFull;
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64');
}

function isSame(given: string | null | undefined, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
