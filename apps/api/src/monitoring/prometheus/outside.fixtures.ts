import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a fake Prometheus answers to a query: a number, series with their values, or a refusal. */
export type Said =
  | number
  | readonly { readonly metric: Readonly<Record<string, string>>; readonly value: number | string }[]
  | { readonly error: string }
  | 'hangs';

/** Speaks as Prometheus and Alertmanager do, for the spec file that makes it. */
export class FakeOutside {
  /** What was asked for, in order. */
  readonly asked: {
    readonly query: string;
    readonly time: string | null;
    readonly authorization?: string;
  }[] = [];
  say: (query: string, time: string | null) => Said = () => [];
  alerts: readonly { readonly alertname: string; readonly startsAt: Date }[] = [];
  filters: readonly string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://fake');
      const send = (status: number, body: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      if (url.pathname === '/prefix/api/v2/alerts') {
        this.filters = url.searchParams.getAll('filter');
        send(
          200,
          this.alerts.map(({ alertname, startsAt }) => ({
            labels: { alertname },
            startsAt: startsAt.toISOString(),
          })),
        );
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const form = new URLSearchParams(Buffer.concat(chunks).toString());
        const [query, time] = [form.get('query') ?? '', form.get('time')];
        const { authorization } = request.headers;
        this.asked.push({ query, time, ...(authorization === undefined ? {} : { authorization }) });
        const said = this.say(query, time);
        if (said === 'hangs') return;
        if (typeof said === 'object' && 'error' in said)
          send(400, { status: 'error', errorType: 'bad_data', error: said.error });
        else send(200, { status: 'success', data: { resultType: 'vector', result: resultOf(said) } });
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/prefix`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function resultOf(said: Exclude<Said, 'hangs' | { readonly error: string }>): readonly object[] {
  const series = typeof said === 'number' ? [{ metric: {}, value: said }] : said;
  return series.map(({ metric, value }) => ({ metric, value: [Date.now() / 1_000, String(value)] }));
}

/** Started before anything that has its address. */
export function withFakeOutside(): FakeOutside {
  const fake = new FakeOutside();
  beforeAll(() => fake.start());
  afterAll(() => fake.stop());
  return fake;
}
