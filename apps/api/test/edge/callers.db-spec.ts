import { withConsole, type Answer } from '../with-console.js';
import { TestFleet } from '../../src/nodes/fleet.fixtures.js';

const RATES = { NODE_REQUESTS_PER_SECOND: '1', PERSON_REQUESTS_PER_SECOND: '2' };
const NODE_BURST = 60;
const PERSON_BURST = 40;

describe('how often one caller is answered', () => {
  const console = withConsole(RATES);
  const fleet = new TestFleet(console);

  it('is limited for a node that loops, on every address, while others are answered', async () => {
    const [hostile, honest] = [await fleet.aNode('hostile'), await fleet.aNode('honest')];
    const statuses: number[] = [];
    let last: Answer | undefined;
    for (let call = 0; call < NODE_BURST + 20; call += 1) {
      last = call % 2 === 0 ? await hostile.sync() : await hostile.call('GET', '/keepalive');
      statuses.push(last.status);
    }
    expect(statuses.slice(0, NODE_BURST)).toEqual(Array.from({ length: NODE_BURST }, () => 200));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10);
    expect(last).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await honest.sync()).status).toBe(200);
  });

  it('is limited for a person, while others are answered', async () => {
    const [hostile, honest] = [await console.newPerson(), await console.newPerson()];
    const answers = await Promise.all(
      Array.from({ length: PERSON_BURST + 20 }, () => hostile.call('GET', '/auth/me')),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(PERSON_BURST);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.code).toBe('TOO_MANY_REQUESTS');
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await honest.call('GET', '/auth/me')).status).toBe(200);
  });
});

describe('S44 what is said of where a request comes from', () => {
  const untrusting = withConsole();
  const trusting = withConsole({ TRUSTED_PROXIES: '10.1.0.0/16 127.0.0.1' });
  type Console = typeof untrusting;

  /** The address that the audit log names, for a request that came over `remoteAddress`. */
  async function heard(console: Console, remoteAddress: string, forwarded: string): Promise<string> {
    const code = `p${Math.random().toString(36).slice(2, 10)}`;
    const { statusCode } = await console.app.inject({
      method: 'POST',
      url: '/api/v1/projects',
      remoteAddress,
      headers: {
        authorization: `Bearer ${console.admin.token}`,
        'x-forwarded-for': forwarded,
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'for=192.0.2.9',
        'x-real-ip': '192.0.2.10',
      },
      payload: { code, name: code },
    });
    expect(statusCode).toBe(201);
    const { body } = await console.admin.call('GET', '/audit?limit=1');
    return body.items[0].address;
  }

  it('changes nothing when nobody is trusted', async () => {
    expect(await heard(untrusting, '203.0.113.5', '192.0.2.1')).toBe('203.0.113.5');
    expect(await heard(untrusting, '127.0.0.1', '192.0.2.1')).toBe('127.0.0.1');
  });

  it.each([
    ['the address that a trusted proxy saw', '10.1.2.3', '192.0.2.1', '192.0.2.1'],
    ['what a stranger says', '203.0.113.5', '192.0.2.1', '203.0.113.5'],
    [
      'what was said before the first trusted proxy',
      '127.0.0.1',
      '192.0.2.66, 198.51.100.7, 10.1.9.9',
      '198.51.100.7',
    ],
    ['words that are no address', '10.1.2.3', '<script>', '10.1.2.3'],
  ])('%s', async (_name, remote, forwarded, expected) => {
    expect(await heard(trusting, remote, forwarded)).toBe(expected);
  });

  it('does not make a foreign page the console’s own', async () => {
    const answer = await trusting.app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      remoteAddress: '203.0.113.5',
      headers: { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
      payload: {},
    });
    expect(answer.statusCode).toBe(403);
  });
});
