import { Agent, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpServerOf } from '../../src/platform/http/index.js';
import { withConsole } from '../with-console.js';
import { ACCESS_MATRIX } from './access-matrix.js';
import { unnamed } from './router-routes.js';

const ID = '00000000-0000-7000-8000-000000000000';
const REFUSED = [400, 401, 404, 405];
const CREDENTIALS = [
  'Bearer eyJhbGciOiJub25lIn0.e30.',
  'Bearer rcn_invented',
  `Bearer rct_0123456789ab_${'x'.repeat(43)}`,
  'Basic bm9kZTp0b2tlbg==',
  'Bearer',
  'Digest x',
];

interface Asked {
  readonly status: number;
  readonly isPage: boolean;
}

describe('every address of the server, spelled in other ways, with nobody signed in', () => {
  const console = withConsole();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let port = 0;

  beforeAll(async () => {
    await console.app.listen(0, '127.0.0.1');
    port = (httpServerOf(console.app).server.address() as AddressInfo).port;
  });
  afterAll(() => agent.destroy());

  /** Over a real socket, because nothing between may make the address ordinary. */
  function ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Asked> {
    return new Promise((resolve, reject) => {
      const asked = httpRequest({ host: '127.0.0.1', port, agent, method, path, headers }, (response) => {
        const isPage = String(response.headers['content-type']).startsWith('text/html');
        response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, isPage }));
      });
      asked.on('error', reject).end();
    });
  }

  const closed = ACCESS_MATRIX.filter(({ place }) => place !== 'public').map(({ route }) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path: `/api/v1${unnamed(path).replaceAll(':', ID)}` };
  });

  async function opened(
    asks: readonly (readonly [string, string, Record<string, string>?])[],
  ): Promise<string[]> {
    const answers = await Promise.all(asks.map((parts) => ask(...parts)));
    return answers.flatMap(({ status, isPage }, index) => {
      const [method, path, headers] = asks[index] ?? [];
      // The pages are open, whatever is behind the address that the browser shows.
      const isClosed =
        REFUSED.includes(status) || (status === 200 && isPage && !path?.startsWith('/api/v1/'));
      return isClosed ? [] : [`${method} ${path} ${JSON.stringify(headers ?? {})}: ${status}`];
    });
  }

  it('S20 lets nobody in, whatever the credentials look like', async () => {
    const wrong: string[] = [];
    for (const { method, path } of closed) {
      const asks = CREDENTIALS.map((authorization) => [method, path, { authorization }] as const);
      wrong.push(...(await opened([[method, path], ...asks])));
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('S20 lets nobody in, however the address is spelled', async () => {
    const wrong: string[] = [];
    for (const { method, path } of closed)
      wrong.push(...(await opened(spellingsOf(path).map((spelling) => [method, spelling] as const))));
    expect(wrong).toEqual([]);
  }, 60_000);

  it('S20 lets nobody in by another method', async () => {
    const wrong: string[] = [];
    for (const path of new Set(closed.map((route) => route.path))) {
      const override = {
        'x-http-method-override': 'GET',
        'x-http-method': 'GET',
        'x-method-override': 'GET',
      };
      const asks = ['HEAD', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND'].map((method) => [method, path] as const);
      wrong.push(...(await opened([...asks, ['POST', path, override], ['GET', `${path}?_method=DELETE`]])));
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

/** Each a way by which some server once forgot who may come in. */
function spellingsOf(path: string): readonly string[] {
  const rest = path.slice('/api/v1'.length);
  const hex = rest.charCodeAt(1).toString(16);
  const end = path.lastIndexOf('/');
  return [
    `/api/v1/%${hex}${rest.slice(2)}`,
    `/%61pi/v1${rest}`,
    `/api/v1/${rest}`,
    `/${path}`,
    `/api/v1/.${rest}`,
    `/api/v1/x/..${rest}`,
    `${path}/`,
    `/api/v1${rest.toUpperCase()}`,
    `/API/V1${rest}`,
    `${path};x`,
    `${path}%2f`,
    `${path}%00`,
    `${path.slice(0, end)}%2f${path.slice(end + 1)}`,
    `/api/v1${rest.replaceAll('/', '\\')}`,
  ];
}
