import type { AddressInfo } from 'node:net';
import { httpServerOf } from '../../src/platform/http/index.js';
import { withConsole } from '../with-console.js';
import { sayTo } from './raw-client.js';

const HOST = 'Host: console.example\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const NEXT = `GET /health HTTP/1.1\r\n${HOST}\r\n`;
const POST = `POST /api/v1/auth/login HTTP/1.1\r\n${HOST}${JSON_TYPE}`;

/** Requests of which two servers in a row could think differently where they end. */
describe('S42 smuggled requests', () => {
  const console = withConsole();
  let port: number;
  beforeAll(async () => {
    await console.app.listen(0, '127.0.0.1');
    port = (httpServerOf(console.app).server.address() as AddressInfo).port;
  });

  it.each([
    ['a length and chunks', `${POST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${NEXT}`],
    ['chunks and a length', `${POST}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${NEXT}`],
    ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}${NEXT}`],
    ['the same length twice', `${POST}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}${NEXT}`],
    ['a list of lengths', `${POST}Content-Length: 2, 2\r\n\r\n{}${NEXT}`],
    ['a length with a sign', `${POST}Content-Length: +2\r\n\r\n{}${NEXT}`],
    ['a length in hexadecimal', `${POST}Content-Length: 0x2\r\n\r\n{}${NEXT}`],
    ['a negative length', `${POST}Content-Length: -2\r\n\r\n{}${NEXT}`],
    ['a folded header', `${POST}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${NEXT}`],
    ['another folded header', `GET /health HTTP/1.1\r\n${HOST}X-A: b\r\n\tc\r\n\r\n${NEXT}`],
    ['bare line feeds', `GET /health HTTP/1.1\n${HOST.replace('\r', '')}\n${NEXT}`],
    ['one bare line feed', `GET /health HTTP/1.1\r\nX-A: b\nX-B: c\r\n${HOST}\r\n${NEXT}`],
    ['a bare carriage return', `GET /health HTTP/1.1\r\nX-A: b\rX-B: c\r\n${HOST}\r\n${NEXT}`],
    ['a space before the colon', `${POST}Content-Length : 2\r\n\r\n{}${NEXT}`],
    ['another coding before chunks', `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${NEXT}`],
    ['chunks twice', `${POST}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n${NEXT}`],
    ['chunks that are not last', `${POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${NEXT}`],
    ['a bare line feed after a chunk', `${POST}Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n${NEXT}`],
    ['a chunk of no number', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n${NEXT}`],
    ['a chunk longer than it says', `${POST}Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n${NEXT}`],
    [
      'a line feed in the words of a chunk',
      `${POST}Transfer-Encoding: chunked\r\n\r\n2;a\nb\r\n{}\r\n0\r\n\r\n${NEXT}`,
    ],
    [
      'endless words of a chunk',
      `${POST}Transfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n${NEXT}`,
    ],
    ['no host', `GET /health HTTP/1.1\r\n\r\n${NEXT}`],
    ['two hosts', `GET /health HTTP/1.1\r\n${HOST}${HOST}\r\n${NEXT}`],
    ['a NUL in a header', `GET /health HTTP/1.1\r\n${HOST}X-A: \0\r\n\r\n${NEXT}`],
    ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('%s: refused, and nothing after it is read', async (_name, text) => {
    const { isClosed, status, received } = await sayTo(port, text);
    expect({ isClosed, status }).toEqual({ isClosed: true, status: 400 });
    expect(received.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
    expect(received).toMatch(/content-type: application\/problem\+json/i);
    expect(received).toMatch(/content-security-policy: default-src 'none'/i);
  });

  it('words of a chunk that are none of HTTP’s faults do no harm', async () => {
    const login = `${POST}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2;a=b\r\n{}\r\n0\r\n\r\n`;
    expect(await sayTo(port, login)).toMatchObject({ isClosed: true, status: 400 });
  });

  it.each([
    ['an address of 20 kB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`, 431, 'HEADERS_TOO_LARGE'],
    [
      'headers of 20 kB',
      `GET /health HTTP/1.1\r\n${HOST}X-A: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
  ])('%s is answered as a problem', async (_name, text, status, code) => {
    const answer = await sayTo(port, text);
    expect(answer).toMatchObject({ isClosed: true, status });
    expect(answer.received).toContain(`"code":"${code}"`);
    expect(answer.received).not.toContain('xxxx');
  });
});
