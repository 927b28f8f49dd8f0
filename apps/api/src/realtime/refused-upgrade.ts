import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { rawProblem } from '../platform/http/index.js';

export function refuseUpgrade(socket: Duplex, status: number, code: string, detail: string): void {
  socket.end(rawProblem(status, code, detail));
}

/**
 * Some HTTP clients offer `Upgrade: h2c` with every plain request (RFC 9110 lets a server ignore it). Once a server
 * listens for upgrades, Node hands all of them over, so these requests are put back as if they had not offered it.
 */
export function carryOnWithoutUpgrade(
  server: Server,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = [`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/${request.httpVersion}`];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    if (!['upgrade', 'connection', 'http2-settings'].includes(name.toLowerCase()))
      lines.push(`${name}: ${value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
