import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is below here answers as it should only now and then. */
export const ODD = 'odd/';
/** A file that every build names and none has. */
export const LOST_FILE = 'dist/lost-amd64';
export const FILE = 'dist/app-amd64';

type Oddity = (response: ServerResponse) => void;

const ODDITIES: readonly Oddity[] = [
  (response) => response.writeHead(500).end('oops'),
  (response) => response.writeHead(200).end('<html>Please sign in'),
  (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('[null, 1e400]'),
  (response) => response.writeHead(404).end(),
  (response) => void response.destroy(),
  (response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"builds":[');
    setTimeout(() => response.destroy(), 10);
  },
];

/** In turn, what becomes of what waits in the queue. */
const QUEUE: readonly object[] = [
  { cancelled: false, why: 'Waiting for next available executor' },
  { cancelled: false, executable: { number: 7 } },
  { cancelled: true, why: null },
  { executable: { number: -1 }, why: 7 },
];

/** Answers as Jenkins does, whichever job is asked for. */
export async function startFuzzedJenkins(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  let turn = 0;
  const server = createServer((request, response) => {
    turn += 1;
    request.resume();
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    const oddity = ODDITIES[Math.floor(turn / 2) % ODDITIES.length];
    if (path.startsWith(`/${ODD}`) && turn % 2 === 0 && oddity) oddity(response);
    else answer(path, request, response, turn);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(path: string, { method }: IncomingMessage, response: ServerResponse, turn: number): void {
  const json = (body: unknown): void =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (method === 'POST') return void response.writeHead(201, { location: `/queue/item/${turn}/` }).end();
  if (path.includes('/crumbIssuer/')) return json({ crumb: 'c0ffee', crumbRequestField: 'Jenkins-Crumb' });
  if (path.includes('/queue/item/')) return json(QUEUE[turn % QUEUE.length]);
  const [, number, rest = ''] = /\/(\d{1,15})\/(.+)$/.exec(path) ?? [];
  if (number !== undefined && rest === 'api/json') return json(build(Number(number)));
  if (number !== undefined && rest === `artifact/${FILE}`)
    return void response.writeHead(200).end(bytesOf(Number(number)));
  if (path.includes('/artifact/')) return void response.writeHead(404).end();
  return json(path.includes('/job/') ? { builds: [build(3), build(2), build(1)] } : { mode: 'NORMAL' });
}

/** Some have other files than they say. */
function build(number: number): object {
  const told = number % 5 === 0 ? 'another file' : bytesOf(number);
  return {
    ...{ number, queueId: number, result: number % 4 === 0 ? 'FAILURE' : 'SUCCESS', building: false },
    ...{ timestamp: Date.now() - 60_000, duration: 1_000, url: null },
    artifacts: [{ relativePath: FILE }, { relativePath: LOST_FILE }, { relativePath: '../odd' }],
    fingerprint: [{ fileName: 'app-amd64', hash: createHash('md5').update(told).digest('hex') }],
    actions: [
      {},
      {
        parameters: [
          { name: 'VERSION', value: `p.${number}` },
          { name: 'DRY', value: true },
        ],
      },
    ],
  };
}

function bytesOf(number: number): string {
  return `bytes of build ${number}`;
}
