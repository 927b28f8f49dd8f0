import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

interface SeedNode {
  readonly node_id: string;
}

/** The four calls of a first-generation agent, answered from memory by nothing but the HTTP server that Node has. */
const nodes = new Map<string, SeedNode>();
const running = new Map<string, string>();
const sha256 = 'a'.repeat(64);
const bin = { bin_name: 'gateway', sha256sum: sha256, sha256, version: '1.0.0' };

const server = createServer((request, response) => {
  if (request.method === 'GET') answerGet(request.url ?? '', response);
  else collect(request, (body) => answerPost(request.url ?? '', body, response));
});

function answerGet(url: string, response: ServerResponse): void {
  if (url.startsWith('/api/v1/bins/')) return send(response, 200, bin);
  const node = nodes.get(url.slice(url.indexOf('=') + 1));
  send(response, node ? 200 : 404, node ?? {});
}

function answerPost(
  url: string,
  body: SeedNode & { readonly sha256sum?: string },
  response: ServerResponse,
): void {
  if (url.startsWith('/api/v1/bins/')) {
    running.set(body.node_id, body.sha256sum ?? '');
    return send(response, 200, { message: 'noted' });
  }
  nodes.set(body.node_id, body);
  send(response, 201, { message: 'alive', node: body });
}

function collect(request: IncomingMessage, done: (body: SeedNode) => void): void {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (text += chunk));
  request.on('end', () => done(JSON.parse(text) as SeedNode));
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

server.keepAliveTimeout = 75_000;
server.listen(Number(process.env['PORT']), '127.0.0.1');
