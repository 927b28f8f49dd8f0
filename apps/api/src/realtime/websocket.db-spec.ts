import { connect, type AddressInfo } from 'node:net';
import { WebSocket, type ClientOptions } from 'ws';
import { eventually, withConsole, type Person } from '../../test/with-console.js';
import { httpServerOf } from '../platform/http/index.js';
import { Realtime } from './realtime.js';

interface Message {
  readonly type: string;
  readonly epoch?: string;
  readonly seq?: number;
  readonly topic?: string;
  readonly id?: string;
  readonly patch?: object;
}

interface Page {
  readonly socket: WebSocket;
  readonly messages: Message[];
  readonly events: () => Message[];
  readonly closed: Promise<number>;
}

describe('the WebSocket', () => {
  const console = withConsole();
  let port = 0;
  let projectId = '';
  let viewer: Person;
  const open: WebSocket[] = [];

  beforeAll(async () => {
    await console.app.listen(0, '127.0.0.1');
    port = (httpServerOf(console.app).server.address() as AddressInfo).port;
    projectId = (await console.newProject('shop')).id;
    viewer = await console.member(projectId, 'viewer');
  });
  afterEach(() => open.splice(0).forEach((socket) => socket.terminate()));

  const own = (): ClientOptions => ({ origin: `http://127.0.0.1:${port}` });
  const ticketOf = async (person: Person): Promise<string> =>
    (await person.call('POST', '/auth/ws-ticket')).body.ticket as string;
  const dial = (ticket: string, options: ClientOptions = own(), path = '/api/v1/ws'): WebSocket => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}?ticket=${ticket}`, options);
    open.push(socket);
    return socket;
  };

  /** Resolves with the status of the refusal, or 101. */
  const statusOf = (socket: WebSocket): Promise<number> =>
    new Promise((resolve) => {
      socket.on('error', () => undefined);
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('open', () => resolve(101));
    });

  async function openPage(person: Person): Promise<Page> {
    const socket = dial(await ticketOf(person));
    const messages: Message[] = [];
    socket.on('message', (data) => messages.push(JSON.parse(String(data)) as Message));
    const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
    await eventually(() => expect(messages[0]?.type).toBe('hello'));
    return { socket, messages, closed, events: () => messages.filter(({ type }) => type === 'event') };
  }

  const publish = (id: string, project = projectId, patch?: object): Promise<void> =>
    console.db.database.transaction((tx) =>
      console.app
        .get(Realtime, { strict: false })
        .publish(tx, { topic: 'release', id, projectId: project, ...(patch ? { patch: { ...patch } } : {}) }),
    );

  it('says hello and then what changes, with the patch', async () => {
    const page = await openPage(viewer);
    expect(page.messages[0]).toEqual({ type: 'hello', epoch: expect.any(String), seq: expect.any(Number) });
    await publish('r1', projectId, { status: 'paused' });
    await eventually(() =>
      expect(page.events()).toMatchObject([
        { topic: 'release', id: 'r1', projectId, patch: { status: 'paused' } },
      ]),
    );
    await console.admin.call('PUT', '/projects/shop', { description: 'sells' });
    await eventually(() => expect(page.events()[1]).toMatchObject({ topic: 'project', id: projectId }));
  });

  it('says nothing of what was rolled back', async () => {
    const page = await openPage(viewer);
    const failed = console.db.database.transaction(async (tx) => {
      await console.app
        .get(Realtime, { strict: false })
        .publish(tx, { topic: 'release', id: 'undone', projectId });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await publish('done');
    await eventually(() => expect(page.events().map(({ id }) => id)).toEqual(['done']));
  });

  it('reaches pages on every replica', async () => {
    const other = await console.another();
    try {
      await other.listen(0, '127.0.0.1');
      const ticket = await ticketOf(viewer);
      const otherPort = (httpServerOf(other).server.address() as AddressInfo).port;
      const socket = new WebSocket(`ws://127.0.0.1:${otherPort}/api/v1/ws?ticket=${ticket}`, {
        origin: `http://127.0.0.1:${otherPort}`,
      });
      const ids: (string | undefined)[] = [];
      socket.on('message', (data) => ids.push((JSON.parse(String(data)) as Message).id));
      await eventually(() => expect(ids).toHaveLength(1));
      await publish('everywhere');
      await eventually(() => expect(ids).toContain('everywhere'));
      socket.terminate();
    } finally {
      await other.close();
    }
  });

  it('hides events of other projects, also after a resume', async () => {
    const secret = (await console.newProject('secret')).id;
    const page = await openPage(viewer);
    const { epoch, seq } = page.messages[0] as Message;
    await publish('hidden', secret);
    await publish('shown');
    await eventually(() => expect(page.events().map(({ id }) => id)).toEqual(['shown']));
    page.socket.send(JSON.stringify({ type: 'resume', epoch, seq }));
    await eventually(() => expect(page.events().map(({ id }) => id)).toEqual(['shown', 'shown']));
  });

  it('F46 replays what a page missed, in order', async () => {
    const first = await openPage(viewer);
    const { epoch, seq } = first.messages[0] as Message;
    first.socket.terminate();
    for (const id of ['a', 'b', 'c']) await publish(id);
    const second = await openPage(viewer);
    second.socket.send(JSON.stringify({ type: 'resume', epoch, seq }));
    await eventually(() => expect(second.events().map(({ id }) => id)).toEqual(['a', 'b', 'c']));
    expect(second.events().map((event) => event.seq)).toEqual([1, 2, 3].map((step) => (seq ?? 0) + step));
    await eventually(() => expect(second.messages.at(-1)).toEqual({ type: 'resumed', seq: (seq ?? 0) + 3 }));
    expect(second.messages.some(({ type }) => type === 'resync')).toBe(false);
  });

  it.each([
    ['another epoch', (hello: Message) => ({ epoch: 'x', seq: hello.seq })],
    ['a number from the future', (hello: Message) => ({ epoch: hello.epoch, seq: (hello.seq ?? 0) + 100 })],
    ['a negative number', (hello: Message) => ({ epoch: hello.epoch, seq: -1 })],
  ])('says resync to %s', async (_name, resume) => {
    const page = await openPage(viewer);
    page.socket.send('not json');
    page.socket.send(JSON.stringify({ type: 'from the future' }));
    page.socket.send(JSON.stringify({ type: 'resume', ...resume(page.messages[0] as Message) }));
    await eventually(() =>
      expect(page.messages.map(({ type }) => type)).toEqual(['hello', 'resync', 'resumed']),
    );
  });

  it('says resync after more than 2,000 events', async () => {
    const page = await openPage(viewer);
    const { epoch, seq } = page.messages[0] as Message;
    page.socket.terminate();
    await console.db.source.query(
      `SELECT pg_notify('realtime', json_build_object('topic', 'node', 'id', n, 'projectId', $1::text)::text) FROM generate_series(1, 2001) n`,
      [projectId],
    );
    const again = await openPage(viewer);
    await eventually(() => {
      again.socket.send(JSON.stringify({ type: 'resume', epoch, seq }));
      expect(again.messages.some(({ type }) => type === 'resync')).toBe(true);
    });
  });

  it('S43 refuses a foreign page, no page and a used, invented or late ticket before the upgrade', async () => {
    expect(await statusOf(dial(await ticketOf(viewer), { origin: 'https://evil.example' }))).toBe(403);
    expect(await statusOf(dial(await ticketOf(viewer), { origin: 'null' }))).toBe(403);
    expect(await statusOf(dial(await ticketOf(viewer), {}))).toBe(403);
    const ticket = await ticketOf(viewer);
    expect(
      await Promise.all([ticket, ticket, ticket].map((used) => statusOf(dial(used)))).then((all) =>
        all.sort(),
      ),
    ).toEqual([101, 401, 401]);
    expect(await statusOf(dial('invented'))).toBe(401);
    expect(await statusOf(dial(''))).toBe(401);
    const late = await ticketOf(viewer);
    await console.db.source.query("UPDATE ws_tickets SET expires_at = now() - interval '1 second'");
    expect(await statusOf(dial(late))).toBe(401);
    expect(await statusOf(dial(await ticketOf(viewer), own(), '/api/v1/other'))).toBe(404);
  });

  it('S43 takes no access token for a ticket and no ticket for an access token', async () => {
    expect(await statusOf(dial(viewer.token))).toBe(401);
    const ticket = await ticketOf(viewer);
    expect(
      (await console.call('GET', '/auth/me', { headers: { authorization: `Bearer ${ticket}` } })).status,
    ).toBe(401);
  });

  it('S33 closes within five seconds when the person is disabled or signs out', async () => {
    const person = await console.member(projectId, 'viewer');
    const page = await openPage(person);
    const started = Date.now();
    await console.admin.call('PATCH', `/users/${person.id}`, { disabled: true });
    expect(await page.closed).toBe(4401);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('S33 stops hearing of a project that the person no longer belongs to', async () => {
    const person = await console.member(projectId, 'viewer');
    const page = await openPage(person);
    await console.admin.call('DELETE', `/projects/shop/members/${person.id}`);
    const witness = await openPage(viewer);
    let round = 0;
    await eventually(async () => {
      round += 1;
      await publish(`later ${round}`);
      await eventually(() => expect(witness.events().at(-1)?.id).toBe(`later ${round}`));
      expect(page.events().at(-1)?.id).not.toBe(`later ${round}`);
    });
  });

  it('answers plain requests that offer another upgrade', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n' +
            'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
        ),
      );
      socket.on('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*VALIDATION_FAILED/);
  });

  it('F52 ends soon while pages are open', async () => {
    const other = await console.another();
    await other.listen(0, '127.0.0.1');
    const otherPort = (httpServerOf(other).server.address() as AddressInfo).port;
    const socket = new WebSocket(`ws://127.0.0.1:${otherPort}/api/v1/ws?ticket=${await ticketOf(viewer)}`, {
      origin: `http://127.0.0.1:${otherPort}`,
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const code = new Promise((resolve) => socket.on('close', resolve));
    const started = Date.now();
    await other.close();
    expect(Date.now() - started).toBeLessThan(20_000);
    expect(await code).toBe(1001);
  });
});
