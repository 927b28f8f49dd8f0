import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { join } from 'node:path';

const file = (name: string): Buffer => readFileSync(join(__dirname, 'tls', name));
export const CA_FILE = join(__dirname, 'tls/ca.pem');

export interface Door {
  readonly port: number;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<Door> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = (): Promise<void> =>
    new Promise((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    });
  return { port: (server.address() as AddressInfo).port, close };
}

/** The same console behind TLS with a certificate of a private authority. */
export function tlsDoor(consoleUrl: string): Promise<Door> {
  const target = new URL(consoleUrl);
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method, headers, url } = incoming;
    const inner = request(
      { host: target.hostname, port: target.port, method, path: url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    inner.on('error', () => outgoing.destroy());
    incoming.pipe(inner);
  };
  return listen(createServer({ key: file('server.key'), cert: file('server.pem') }, pass));
}

/** A proxy that only opens tunnels, and only for those who know its password. */
export async function proxyDoor(): Promise<Door & { readonly tunnels: string[] }> {
  const tunnels: string[] = [];
  const server = createHttpServer((_, response) => void response.writeHead(405).end());
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    const wanted = `Basic ${Buffer.from('edge:proxy-secret').toString('base64')}`;
    if (incoming.headers['proxy-authorization'] !== wanted) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    tunnels.push(incoming.url ?? '');
    const [host = '', port = ''] = (incoming.url ?? '').split(':');
    const inner = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      inner.pipe(socket).pipe(inner);
    });
    inner.on('error', () => socket.destroy());
    socket.on('error', () => inner.destroy());
  });
  return { ...(await listen(server)), tunnels };
}
