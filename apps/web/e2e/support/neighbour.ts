import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Another system that the console asks for files or tells of what happens. */
export class Neighbour {
  /** What it has to give, by path. */
  readonly files = new Map<string, string>();
  readonly heard: Heard[] = [];
  /** How it answers to what it is told. */
  answer: { readonly status: number; readonly text: string; readonly location?: string } = {
    status: 200,
    text: '{"ok":true}',
  };

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Neighbour> {
    const server = createServer();
    const neighbour = new Neighbour(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = (request.url ?? '').split('?', 1)[0] ?? '';
        const file = request.method === 'GET' ? neighbour.files.get(path) : undefined;
        if (request.method === 'POST')
          neighbour.heard.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
        const { status, text, location } = neighbour.answer;
        if (file !== undefined) response.end(file);
        else if (request.method === 'POST')
          response.writeHead(status, location ? { location } : {}).end(text);
        else response.writeHead(404).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return neighbour;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
