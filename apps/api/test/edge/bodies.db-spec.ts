import type { AddressInfo } from 'node:net';
import { httpServerOf } from '../../src/platform/http/index.js';
import { TestFleet } from '../../src/nodes/fleet.fixtures.js';
import { eventually, withConsole, type Answer } from '../with-console.js';
import { RawClient } from './raw-client.js';

const MEBIBYTE = 1024 ** 2;
const CHUNK = 'x'.repeat(64 * 1024);
/** Sender, receiver and test runner share this process. */
const MOST_GROWTH_BYTES = 48 * MEBIBYTE;

const console = withConsole();
const fleet = new TestFleet(console);
let port: number;
beforeAll(async () => {
  await console.app.listen(0, '127.0.0.1');
  port = (httpServerOf(console.app).server.address() as AddressInfo).port;
});

describe('F33 large bodies', () => {
  /** Sends until it is told to stop. */
  async function pour(
    isChunked: boolean,
    bytes: number,
  ): Promise<{ readonly sent: number; readonly status: number }> {
    const client = await RawClient.open(port);
    client.say(
      `POST /api/v1/projects HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${console.admin.token}\r\nContent-Type: application/json\r\n` +
        (isChunked ? 'Transfer-Encoding: chunked\r\n\r\n' : `Content-Length: ${bytes}\r\n\r\n`),
    );
    let sent = 0;
    while (sent < bytes && client.socket.writable && client.status === 0) {
      client.say(isChunked ? `${CHUNK.length.toString(16)}\r\n${CHUNK}\r\n` : CHUNK);
      sent += CHUNK.length;
      if (client.socket.writableNeedDrain)
        await Promise.race([new Promise((resolve) => client.socket.once('drain', resolve)), client.closed]);
      else await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually(() => expect(client.status).not.toBe(0)).finally(() => client.end());
    return { sent, status: client.status };
  }

  it.each([
    ['1.1 MiB with its length', false, 1.1],
    ['1.1 MiB in chunks', true, 1.1],
    ['100 MiB with its length', false, 100],
    ['100 MiB in chunks', true, 100],
  ])('%s: refused at the limit, and never held', async (_name, isChunked, mebibytes) => {
    const before = process.memoryUsage.rss();
    const { sent, status } = await pour(isChunked, Math.ceil(mebibytes * MEBIBYTE));
    expect(status).toBe(413);
    expect(sent).toBeLessThan(16 * MEBIBYTE);
    expect(process.memoryUsage.rss() - before).toBeLessThan(MOST_GROWTH_BYTES);
  });
});

describe('S21 what a body is called', () => {
  /** Two hundred ways to say JSON, or nearly. */
  const spellings = [
    ...[
      'application/json',
      'Application/JSON',
      'application/json;charset=utf-8',
      'application/jsonx',
      'application/x-json',
    ],
    ...[
      'text/json',
      'application/problem+json',
      'application/*',
      '*/*',
      'json',
      'application',
      'application/json/x',
    ],
    ...[
      'application/vnd.api+json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/csv',
    ],
    ...['application/octet-stream', 'application/json, text/plain', 'application/ json'],
  ].flatMap((type) =>
    [
      type,
      `\t${type}`,
      ` ${type}`,
      `${type} `,
      `${type};`,
      `${type}; a`,
      `${type}; a=b`,
      `${type}\t; x`,
      `${type},`,
      `${type};charset="utf-8`,
    ].slice(0, 10),
  );

  it('lets no body past the rules of its fields, at people’s addresses', async () => {
    expect(spellings).toHaveLength(200);
    for (const type of spellings) {
      const { status, body } = await console.admin.call(
        'POST',
        '/projects',
        '{"code":"x","name":"x","isAdmin":1}',
        {
          'content-type': type,
        },
      );
      expect({ type, isRefused: status === 400 || status === 415, code: body.code }).toMatchObject({
        type,
        isRefused: true,
      });
    }
    expect((await console.admin.call('GET', '/projects')).body.items).toEqual([]);
  });

  it('lets no body past the rules of its fields, at the nodes’', async () => {
    const node = await fleet.aNode('typed');
    for (const type of spellings) {
      const { status } = await console.call('POST', '/agent/sync', {
        body: '{"observed":{"bin":1}}',
        headers: { authorization: `Bearer ${node.token}`, 'content-type': type },
      });
      expect({ type, isRefused: status === 400 || status === 415 }).toEqual({ type, isRefused: true });
    }
  });
});

describe('D6 text', () => {
  const admin = (body: string | Buffer, path = '/projects'): Promise<Answer> =>
    console.admin.call('POST', path, body, { 'content-type': 'application/json' });

  it('is kept in NFC, and found in every form', async () => {
    const { status, body } = await admin('{"code":"cafe","name":"cafe\\u0301"}');
    expect({ status, name: body.name }).toEqual({ status: 201, name: 'caf\u00e9' });
    const found = await console.admin.call('GET', `/projects?q=${encodeURIComponent('cafe\u0301')}`);
    expect(found.body.items.map(({ code }: { code: string }) => code)).toEqual(['cafe']);
  });

  it.each<[string, string, Buffer | string]>([
    ['F34', 'BODY_TOO_DEEP', `{"agent":${'['.repeat(33)}${']'.repeat(33)}}`],
    ['F35', 'BODY_NOT_UTF8', Buffer.from('{"nodeId":"\xff"}', 'latin1')],
    ['F37', 'VALIDATION_FAILED', '{"wait":1e400}'],
    ['F37', 'VALIDATION_FAILED', '{"wait":"1"}'],
    ['F37', 'VALIDATION_FAILED', '{"observed":[{"bin":"x","generation":9007199254740993}]}'],
    ['S41', 'INVALID_JSON_BODY', '{"__proto__":{"x":1}}'],
  ])('%s of nodes is refused: %s', async (_id, code, body) => {
    const node = await fleet.aNode(`node-${Math.random().toString(36).slice(2)}`);
    const answer = await console.call('POST', '/agent/sync', {
      body,
      headers: { authorization: `Bearer ${node.token}`, 'content-type': 'application/json' },
    });
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });

  it('F36 of nodes is kept without what can not be stored', async () => {
    const node = await fleet.aNode('texts');
    const answer = await node.call('POST', '/bins/none/progress', {
      status: 'in\u0000_progress',
      targetHash: 'a'.repeat(64),
      processingTime: 'about\u0000 \ud800five',
      error: '\u0000',
    });
    expect(answer.status).toBeLessThan(500);
  });

  it.each(['q=%ff', 'q=%c3%28', 'q=%', 'cursor=%ed%a0%80'])(
    'F35 of a query is refused: %s',
    async (query) => {
      expect(await console.admin.call('GET', `/projects?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'BAD_URL' },
      });
    },
  );

  it.each(['q=a%00b', 'q=a&q=%00', '%00=x'])('F36 of a query is refused: %s', async (query) => {
    expect(await console.admin.call('GET', `/projects?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'not_storable' }] },
    });
  });

  it('F36 of a table is refused', async () => {
    const answer = await console.admin.call('POST', '/nodes/tokens/bulk', 'id\r\na\0b\r\n', {
      'content-type': 'text/csv',
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'not_storable' }] } });
  });

  it('S36 of headers that are kept is plain ASCII', async () => {
    const { status } = await console.admin.call(
      'POST',
      '/projects',
      { code: 'agent', name: 'Agent' },
      {
        'user-agent': 'x\u0085\u001b[2Jé "quoted"',
      },
    );
    expect(status).toBe(201);
    const { body } = await console.admin.call('GET', '/audit?limit=1');
    expect(JSON.stringify(body.items[0])).toMatch(/x\?\?\[2J\?/);
  });
});

describe('F38 names that people take for each other', () => {
  const post = (path: string, body: object): Promise<Answer> => console.admin.call('POST', path, body);
  const twins = [
    { code: 'a', name: 'Live' },
    { code: 'b', name: 'ＬＩＶＥ' },
  ];
  const stranger = { email: '\u0430dmin@example.com', name: 'x', password: 'long enough to be one' };

  beforeAll(async () => {
    expect((await post('/projects', { code: 'pay', name: 'Payments' })).status).toBe(201);
    expect((await post('/projects', { code: 'tea', name: 'Tea' })).status).toBe(201);
  });

  it.each<[string, () => Promise<Answer>, string]>([
    [
      'a new project',
      () => post('/projects', { code: 'new', name: 'P\u0430yments\u200b' }),
      'PROJECT_NAME_TAKEN',
    ],
    [
      'a project with another name',
      () => console.admin.call('PUT', '/projects/tea', { name: 'ＰＡＹＭＥＮＴＳ' }),
      'PROJECT_NAME_TAKEN',
    ],
    [
      'an environment',
      () => post('/projects/pay/environments', { code: 'prod2', name: 'PRODUCTI\u041eN' }),
      'ENVIRONMENT_NAME_TAKEN',
    ],
    [
      'environments of a new project',
      () => post('/projects', { code: 'twins', name: 'Twins', environments: twins }),
      'ENVIRONMENT_NAME_TAKEN',
    ],
    ['a person', () => post('/users', stranger), 'EMAIL_TAKEN'],
  ])('are refused: %s', async (_name, ask, code) => {
    expect(await ask()).toMatchObject({ status: 409, body: { code } });
  });

  it('are no matter to the one that has the name', async () => {
    expect((await console.admin.call('PUT', '/projects/tea', { name: 'TEA' })).status).toBe(200);
  });
});
