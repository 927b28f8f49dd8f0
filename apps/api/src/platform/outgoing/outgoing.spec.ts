import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { isAddressRange } from '../settings/index.js';
import { AddressRules } from './address-rules.js';
import { Outgoing } from './outgoing.js';

const PUBLIC = '93.184.216.34';
type Handle = (request: IncomingMessage, response: ServerResponse) => void;

describe('S25 calls to others', () => {
  let server: Server;
  let port = 0;
  let handle: Handle = (_, response) => void response.end('hello');
  let names: Record<string, readonly (readonly string[])[]> = {};
  /** Where connections were made to: seen at the socket, which in truth always leads to the server of this file. */
  let connects: string[] = [];
  let arrivesAt: string | undefined;

  const outgoing = (allow: readonly string[] = []): Outgoing =>
    Outgoing.over(
      {
        resolve: async (host) => {
          const answers = names[host] ?? [];
          const answer = answers.length > 1 ? ((names[host] = answers.slice(1)), answers[0]) : answers[0];
          if (!answer) throw new Error('ENOTFOUND');
          return answer;
        },
        connect: (address) => {
          connects.push(address);
          const socket = connect({ host: '127.0.0.1', port });
          return Object.defineProperty(socket, 'remoteAddress', { value: arrivesAt ?? address });
        },
      },
      { outgoingAllow: allow },
    );
  const code = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'done',
      (error: { code?: unknown }) => error.code,
    );

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = createServer((request, response) => handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    connects = [];
    names = { 'a.example': [[PUBLIC]] };
    arrivesAt = undefined;
    handle = (_, response) => void response.end('hello');
  });

  it('go to the public network', async () => {
    const answer = await outgoing().fetch('http://a.example/x');
    expect([answer.status, await answer.text(), connects]).toEqual([200, 'hello', [PUBLIC]]);
  });

  it.each(
    ['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0x7f.1', '0', '0.0.0.0', '127.0.0.1.']
      .concat([
        '①②⑦.⓪.⓪.①',
        '10.0.0.1',
        '172.16.9.9',
        '172.31.255.255',
        '192.168.1.1',
        '100.64.0.1',
        '3232235777',
      ])
      .concat(['169.254.169.254', '2852039166', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.0.192'])
      .concat([
        '[::]',
        '[::1]',
        '[0:0:0:0:0:0:0:1]',
        '[::ffff:127.0.0.1]',
        '[::ffff:7f00:1]',
        '[::127.0.0.1]',
      ])
      .concat([
        '[fe80::1]',
        '[fc00::1]',
        '[fd00:ec2::254]',
        '[ff02::1]',
        '[64:ff9b::7f00:1]',
        '[2002:7f00:1::]',
      ])
      .concat(['[2001:0:7f00:1::]', '[100::1]', '[fec0::1]', '[64:ff9b:1::a00:1]', '[::ffff:0:127.0.0.1]']),
  )('never go to http://%s', async (host) => {
    expect(await code(outgoing().fetch(`http://${host}:8080/latest/meta-data`))).toBe('OUTGOING_REFUSED');
    expect(connects).toEqual([]);
  });

  it.each([
    'localhost',
    'localhost.',
    'LOCALHOST',
    'a_b.internal',
    '127.0.0.1.nip.io',
    'metadata.google.internal',
    'xn--n3h.example',
  ])('never go where the name %s stands for an address of the own network', async (host) => {
    for (const answer of [
      ['127.0.0.1'],
      ['::1', '10.0.0.7'],
      ['::ffff:10.0.0.1'],
      ['fe80::1%eth0'],
      ['not an address'],
    ]) {
      names = { [new URL(`http://${host}`).hostname]: [answer] };
      expect(await code(outgoing().fetch(`http://${host}/`))).toBe('OUTGOING_REFUSED');
    }
    expect(connects).toEqual([]);
  });

  it('take the public ones of several addresses only', async () => {
    names = { 'a.example': [['10.0.0.1', PUBLIC, '::1']] };
    await outgoing().fetch('http://a.example/');
    expect(connects).toEqual([PUBLIC]);
  });

  it('ask for a name once, and connect to what was answered then: it may stand for something else a moment later', async () => {
    names = { 'a.example': [[PUBLIC], ['127.0.0.1']] };
    const caller = outgoing();
    expect((await caller.fetch('http://a.example/')).status).toBe(200);
    expect(await code(caller.fetch('http://a.example/'))).toBe('OUTGOING_REFUSED');
    expect(connects).toEqual([PUBLIC]);
  });

  it('say nothing where the connection arrives elsewhere than it was to', async () => {
    let heard = 0;
    handle = (_, response) => void ((heard += 1), response.end());
    arrivesAt = '127.0.0.1';
    expect(await code(outgoing().fetch('http://a.example/'))).toBe('OUTGOING_REFUSED');
    expect(heard).toBe(0);
  });

  it.each(
    [
      'http://127.0.0.1/',
      'http://[::ffff:127.0.0.1]/',
      '//169.254.169.254/latest',
      'http://private.example/',
    ].concat(['http://0x7f000001/', 'http://localhost:5432/']),
  )('do not follow a redirect to %s', async (location) => {
    names = { 'a.example': [[PUBLIC]], 'private.example': [['10.1.1.1']], localhost: [['127.0.0.1']] };
    for (const status of [301, 302, 303, 307, 308]) {
      handle = (_, response) => void response.writeHead(status, { location }).end();
      expect(await code(outgoing().fetch('http://a.example/'))).toBe('OUTGOING_REFUSED');
    }
    expect(new Set(connects)).toEqual(new Set([PUBLIC]));
  });

  it.each([
    'http://user:password@b.example/',
    'file:///etc/passwd',
    'gopher://b.example/',
    'javascript:alert(1)',
    'http://',
  ])('know no %s, asked for or redirected to', async (url) => {
    expect(await code(outgoing().fetch(url))).toBe('OUTGOING_URL');
    handle = (_, response) => void response.writeHead(302, { location: url }).end();
    expect(await code(outgoing().fetch('http://a.example/'))).toBe('OUTGOING_URL');
  });

  it('give no credentials to where they are redirected, and redirect reads only', async () => {
    names = { 'a.example': [[PUBLIC]], 'b.example': [['93.184.216.35']] };
    const heard: IncomingMessage['headers'][] = [];
    handle = (request, response) => {
      heard.push(request.headers);
      if (request.headers.host === 'b.example') response.end('there');
      else response.writeHead(307, { location: 'http://b.example/' }).end();
    };
    const headers = { authorization: 'Bearer x', cookie: 'y=z', 'x-api-key': 'k', accept: 'text/plain' };
    expect(await (await outgoing().fetch('http://a.example/', { headers })).text()).toBe('there');
    expect(heard[0]).toMatchObject(headers);
    expect(Object.keys(heard[1] ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
    const posted = await outgoing().fetch('http://a.example/', { method: 'POST', headers, body: 'secret=1' });
    expect([posted.status, connects.length]).toEqual([307, 3]);
  });

  it('follow nothing for whoever wants to see redirects', async () => {
    names = { 'a.example': [[PUBLIC]] };
    handle = (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1/' }).end();
    const { status, headers } = await outgoing().fetch('http://a.example/', { redirect: 'manual' });
    expect([status, headers.get('location'), connects]).toEqual([302, 'http://127.0.0.1/', [PUBLIC]]);
  });

  it('end: in time, in size, in redirects', async () => {
    handle = () => undefined;
    expect(await code(outgoing().fetch('http://a.example/', {}, { timeoutMs: 100 }))).toBe('OUTGOING_FAILED');
    handle = (_, response) => void response.end('x'.repeat(2_000));
    expect(await code(outgoing().fetch('http://a.example/', {}, { maxBytes: 1_999 }))).toBe(
      'OUTGOING_FAILED',
    );
    expect(await code(outgoing().fetch('http://a.example/', {}, { maxBytes: 2_000 }))).toBe('done');
    handle = (_, response) => void response.writeHead(302, { location: '/again' }).end();
    connects = [];
    expect(await code(outgoing().fetch('http://a.example/'))).toBe('OUTGOING_FAILED');
    expect(connects).toHaveLength(6);
    expect(await code(outgoing().fetch('http://unknown.example/'))).toBe('OUTGOING_FAILED');
  });

  it('leave the rest of a body unread, or without its end, for whoever wants its beginning only', async () => {
    const options = { timeoutMs: 300, maxBytes: 1_000, isBodyCut: true };
    const said = async (): Promise<readonly [number, number]> => {
      const answer = await outgoing().fetch('http://a.example/', {}, options);
      return [answer.status, (await answer.text()).length];
    };
    handle = (_, response) => void response.end('x'.repeat(200_000));
    expect(await said()).toEqual([200, 1_000]);
    handle = (_, response) => {
      response.writeHead(202, { 'content-length': '500' }).write('x'.repeat(100));
      setTimeout(() => response.destroy(), 20);
    };
    expect(await said()).toEqual([202, 100]);
    expect(await code(outgoing().fetch('http://a.example/'))).toBe('OUTGOING_FAILED');
    handle = (_, response) => void response.writeHead(200).write('never ends');
    expect(await said()).toEqual([200, 10]);
    // Without even a status there is nothing to go by.
    handle = (request) => void request.socket.destroy();
    expect(await code(said())).toBe('OUTGOING_FAILED');
  });

  it('go to the own network where the operator said so, and no further', async () => {
    names = { 'idp.internal': [['10.2.0.9']], 'other.internal': [['10.3.0.9']] };
    const trustedOrigin = 'http://idp.internal:8443';
    const at = (url: string, allow: readonly string[] = []) =>
      code(outgoing(allow).fetch(url, {}, { trustedOrigin }));
    expect(await at('http://idp.internal:8443/.well-known')).toBe('done');
    expect(await at('http://idp.internal/')).toBe('OUTGOING_REFUSED');
    expect(await at('http://other.internal:8443/')).toBe('OUTGOING_REFUSED');
    expect(await at('http://other.internal/', ['10.3.0.0/16'])).toBe('done');
    names = { 'idp.internal': [['169.254.169.254']] };
    expect(await at('http://idp.internal:8443/')).toBe('OUTGOING_REFUSED');
    names = { 'idp.internal': [['10.2.0.9']] };
    handle = (_, response) => void response.writeHead(302, { location: 'http://10.2.0.9/' }).end();
    expect(await at('http://idp.internal:8443/')).toBe('OUTGOING_REFUSED');
  });

  it('P never connect to an IPv4 address that is special, in whatever form it is written', async () => {
    const special = fc.oneof(
      fc.tuple(fc.constantFrom(0, 10, 127, 224, 255), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
    );
    await fc.assert(
      fc.asyncProperty(special, fc.nat(5), async ([a, b, c, d], form) => {
        const whole = ((a * 256 + b) * 256 + c) * 256 + d;
        const hex = (value: number): string => value.toString(16);
        const host = [
          `${a}.${b}.${c}.${d}`,
          String(whole),
          `0x${hex(whole)}`,
          `0${a.toString(8)}.${b}.0x${hex(c)}.${d}`,
          `${a}.${whole % 16_777_216}`,
          `[::ffff:${hex(a * 256 + b)}:${hex(c * 256 + d)}]`,
        ][form];
        expect(await code(outgoing().fetch(`http://${host}/`))).toBe('OUTGOING_REFUSED');
        expect(connects).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('know ranges', () => {
    for (const range of ['10.0.0.0/8', '10.1.2.3', 'fd00::/8', '::1'])
      expect(isAddressRange(range)).toBe(true);
    for (const range of ['', 'example.com', '10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.0/8/8', '10.0.0.0/'])
      expect(isAddressRange(range)).toBe(false);
    expect(new AddressRules(['127.0.0.1']).permits('::ffff:127.0.0.1', false)).toBe(true);
  });

  it('of any size are read as they arrive, and redirects of them lose the secrets', async () => {
    const seen: (string | undefined)[] = [];
    handle = (request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === '/x') response.writeHead(302, { location: 'http://b.example/y' }).end('moved');
      else
        for (let part = 0; part < 3; part += 1)
          response[part === 2 ? 'end' : 'write'](Buffer.alloc(1_000_000, part));
    };
    names = { 'a.example': [[PUBLIC]], 'b.example': [[PUBLIC]] };
    const opened = await outgoing().stream('http://a.example/x', { authorization: 'Basic c2VjcmV0' });
    let bytes = 0;
    for await (const chunk of opened.body) bytes += (chunk as Buffer).length;
    expect([opened.status, bytes, seen]).toEqual([200, 3_000_000, ['Basic c2VjcmV0', undefined]]);
    handle = (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1/' }).end();
    expect(await code(outgoing().stream('http://a.example/x', {}))).toBe('OUTGOING_REFUSED');
    handle = () => undefined;
    expect(await code(outgoing().stream('http://a.example/x', {}, { timeoutMs: 50 }))).toBe(
      'OUTGOING_FAILED',
    );
  });
});
