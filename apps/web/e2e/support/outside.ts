import { createServer, type Server } from 'node:http';

export type Said = number | { readonly error: string };

/** Where a Prometheus would be: mostly nobody is there, which the console takes as it is. */
export class Outside {
  /** Answers with the same number to everything that people ask, and with nothing to what the console asks by itself. */
  say: (query: string) => Said = () => 0;
  private server: Server | null = null;

  constructor(private readonly port: number) {}

  get settings(): NodeJS.ProcessEnv {
    const url = `http://127.0.0.1:${this.port}`;
    return { PROMETHEUS_URL: url, ALERTMANAGER_URL: url };
  }

  async switchOn(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const query = new URLSearchParams(Buffer.concat(chunks).toString()).get('query') ?? '';
        const [status, body] = this.answerTo(query);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }

  async switchOff(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  private answerTo(query: string): readonly [number, object] {
    const said = query.includes('__name__') ? null : this.say(query);
    if (said !== null && typeof said === 'object')
      return [400, { status: 'error', errorType: 'bad_data', error: said.error }];
    const result = said === null ? [] : [{ metric: {}, value: [Date.now() / 1_000, String(said)] }];
    return [200, { status: 'success', data: { resultType: 'vector', result } }];
  }
}
