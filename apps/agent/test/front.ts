import { existsSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands before the program on a host: hands each request to the port that the switch hook wrote down. */
export class Front {
  private server: Server | null = null;
  port = 0;

  constructor(private readonly routeFile: string) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  async start(): Promise<this> {
    const server = createServer((question, answer) => this.pass(question, answer));
    this.server = server;
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((done) => (this.server === null ? done() : this.server.close(() => done())));
  }

  private pass(question: IncomingMessage, answer: ServerResponse): void {
    const port = existsSync(this.routeFile) ? Number(readFileSync(this.routeFile, 'utf8')) : 0;
    const onward = request({ host: '127.0.0.1', port, agent: false, path: question.url }, (said) => {
      answer.writeHead(said.statusCode ?? 502);
      said.pipe(answer);
    });
    onward.on('error', () => answer.writeHead(502).end());
    onward.end();
  }
}

/** Sends one request after another the whole time; what was not answered with 200 is lost. */
export class Visitors {
  readonly answers: string[] = [];
  readonly lost: string[] = [];
  private isStopped = false;
  private readonly walks: Promise<void>[];

  constructor(private readonly url: string) {
    this.walks = [this.walk(), this.walk()];
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.walks);
  }

  private async walk(): Promise<void> {
    while (!this.isStopped) {
      try {
        const answer = await fetch(this.url, { signal: AbortSignal.timeout(5_000) });
        const text = await answer.text();
        if (answer.status === 200) this.answers.push(text);
        else this.lost.push(`${answer.status} ${text}`);
      } catch (error) {
        this.lost.push(String(error));
      }
      await new Promise((done) => setTimeout(done, 5));
    }
  }
}
