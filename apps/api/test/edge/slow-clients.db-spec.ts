import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import WebSocket from 'ws';
import { TestFleet } from '../../src/nodes/fleet.fixtures.js';
import { httpServerOf } from '../../src/platform/http/index.js';
import { withConsole } from '../with-console.js';
import { RawClient } from './raw-client.js';

const SOCKETS = process.env['WHOLE_RUN'] === '1' ? 300 : 30;
const TRICKLE_MS = 3_000;
const HONEST_CHUNKS = 15;
const LIMIT_MS = 20_000;
const BIG_BYTES = 48 * 1024 ** 2;

/** All at the same time, for each takes as long as a whole time limit: that nobody can hold the server, and who may be slow. */
describe('slow clients', () => {
  const console = withConsole();
  const fleet = new TestFleet(console);
  let port: number;
  let sha256: string;
  /** By the client's port, for how long the server kept the connection. Who reads nothing does not notice. */
  const ended = new Map<number, Promise<number>>();

  beforeAll(async () => {
    await console.app.listen(0, '127.0.0.1');
    const { server } = httpServerOf(console.app);
    port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => {
      const [from, since] = [socket.remotePort ?? 0, performance.now()];
      ended.set(
        from,
        new Promise((resolve) => socket.once('close', () => resolve(performance.now() - since))),
      );
    });
    const { id } = await console.newProject('shop');
    await console.admin.call('POST', '/bins', { projectId: id, name: 'slow' });
    await console.admin.call('POST', '/bins', { projectId: id, name: 'big' });
    const bytes = Buffer.alloc(BIG_BYTES, 'release console ');
    const stored = await fetch(`http://127.0.0.1:${port}/api/v1/bins/big/versions/1/artifacts/any`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${console.admin.token}` },
      body: bytes,
    });
    expect(stored.status).toBe(201);
    sha256 = createHash('sha256').update(bytes).digest('hex');
  }, 60_000);

  async function trickle(first: string): Promise<RawClient> {
    const client = await RawClient.open(port);
    client.say(first);
    const timer = setInterval(() => client.say('x'), TRICKLE_MS);
    void client.closed.then(() => clearInterval(timer));
    return client;
  }

  /** Takes a little at first and then a byte now and then, of far more than the buffers between hold. */
  async function slowReader(): Promise<RawClient> {
    const client = await RawClient.open(port, false);
    client.socket.pause();
    client.say(
      `GET /api/v1/download/${sha256} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${console.admin.token}\r\n\r\n`,
    );
    const timer = setInterval(() => client.socket.read(1), TRICKLE_MS);
    void client.closed.then(() => clearInterval(timer));
    return client;
  }

  /** Slower as a whole than any other request may be. */
  async function honestUpload(): Promise<number> {
    const client = await RawClient.open(port);
    client.say(
      `PUT /api/v1/bins/slow/versions/1/artifacts/any HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${console.admin.token}\r\n` +
        `Content-Length: ${HONEST_CHUNKS * 4_096}\r\nConnection: close\r\n\r\n`,
    );
    for (let chunk = 0; chunk < HONEST_CHUNKS; chunk += 1) {
      client.say('u'.repeat(4_096));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    await client.closed;
    return client.status;
  }

  /** Longer than any request may take to arrive. */
  async function longPoll(): Promise<number> {
    const node = await fleet.aNode('waiting');
    const { stateVersion } = (await node.sync()).body;
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/agent/sync`, {
      method: 'POST',
      headers: { authorization: `Bearer ${node.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ stateVersion, wait: 16 }),
    });
    return answer.status;
  }

  async function quietWebSocket(): Promise<WebSocket> {
    const { body } = await console.admin.call('POST', '/auth/ws-ticket');
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/ws?ticket=${body.ticket}`, {
      origin: `http://127.0.0.1:${port}`,
    });
    await new Promise((resolve) => socket.once('open', resolve));
    return socket;
  }

  it('F32 D8 are cut off within 20 s, whatever they are slow at, while a slow upload and others go on', async () => {
    const headers = 'GET /health HTTP/1.1\r\nHost: x\r\nX-A: ';
    const body =
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{';
    const many = async (open: () => Promise<RawClient>, count = SOCKETS): Promise<readonly RawClient[]> =>
      Promise.all(Array.from({ length: count }, open));
    const [upload, poll, socket] = [honestUpload(), longPoll(), await quietWebSocket()];
    const slow = [
      ...(await many(() => trickle(headers))),
      ...(await many(() => trickle(body))),
      ...(await many(slowReader, Math.ceil(SOCKETS / 10))),
    ];
    const times: number[] = [];
    for (let asked = 0; asked < 50; asked += 1) {
      const started = performance.now();
      expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
      times.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const kept = await Promise.all(
      slow.map(({ port: from }) => ended.get(from ?? 0) ?? Promise.resolve(Infinity)),
    );
    slow.forEach((client) => client.end());
    expect(Math.max(...kept.map(Number))).toBeLessThan(LIMIT_MS);
    expect(times.sort((a, b) => a - b)[25]).toBeLessThan(250);
    expect([await upload, await poll]).toEqual([201, 200]);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  }, 60_000);
});
