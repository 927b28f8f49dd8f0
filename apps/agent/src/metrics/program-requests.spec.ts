import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { HttpClient } from '../transport/http-client.js';
import { ProgramRequests } from './program-requests.js';
import { KNOWN_METRICS } from './request-metrics.js';

let server: Server;
let answer: (respond: (status: number, text: string) => void) => void;
let client: HttpClient;

beforeAll(async () => {
  server = createServer((_, response) => answer((status, text) => response.writeHead(status).end(text)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  client = new HttpClient({ caFile: null, proxy: null });
});

afterAll(async () => {
  client.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

function program(timeoutSeconds = 2): ProgramRequests {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  return new ProgramRequests({ url, timeoutSeconds, requests: KNOWN_METRICS }, client);
}

const says = (text: string, status = 200): void => {
  answer = (respond) => respond(status, text);
};

describe('a program that is asked how many requests it had', () => {
  it('tells it from the second time on', async () => {
    const one = program();
    says('http_requests_total{code="200"} 10\nother{a="b"} 1\n');
    expect(await one.since('1')).toBeNull();
    says('http_requests_total{code="200"} 12\nhttp_requests_total{code="500"} 1\n');
    expect(await one.since('1')).toMatchObject({ requests: 3, errors: 1 });
    says('http_requests_total{code="200"} 40\n');
    expect(await one.since('2')).toMatchObject({ requests: 40, errors: 0 });
  });

  it('counts its very first requests, once it has announced that it counts', async () => {
    const one = program();
    says('# TYPE http_requests_total counter\n');
    expect(await one.since('1')).toBeNull();
    says('# TYPE http_requests_total counter\nhttp_requests_total{code="500"} 2\n');
    expect(await one.since('1')).toMatchObject({ requests: 2, errors: 2 });
  });

  it('is read by OpenTelemetry’s names where it has more than one kind', async () => {
    const one = program();
    const both = (count: number): string =>
      [
        'http_requests_total{code="200"} 1000',
        `http_server_request_duration_seconds_bucket{le="0.1"} ${count}`,
        `http_server_request_duration_seconds_bucket{le="+Inf"} ${count}`,
        `http_server_request_duration_seconds_count ${count}`,
      ].join('\n');
    says(both(1));
    await one.since(null);
    says(both(4));
    const { requests, latencies } = (await one.since(null)) ?? {};
    expect([requests, latencies?.[0]?.data()]).toEqual([3, { bounds: [0.1], counts: [3, 0] }]);
  });

  it.each<[string, string, () => void]>([
    ['METRICS_REFUSED', 'answered 503', () => says('busy', 503)],
    ['METRICS_MISSING', 'tells nothing of requests', () => says('up 1\n')],
    ['METRICS_UNREADABLE', 'line 1: ', () => says('http_requests_total{code="200" 1\n')],
    [
      'METRICS_UNREADABLE',
      'more than 5000 series',
      () => says(Array.from({ length: 5_001 }, (_, id) => `http_requests_total{user="${id}"} 1`).join('\n')),
    ],
    ['ANSWER_TOO_LARGE', 'longer than', () => says('# x\n'.repeat(1_100_000))],
    ['INTERRUPTED', 'interrupted', () => (answer = () => undefined)],
  ])(
    'is in trouble with %s, and what it counted meanwhile belongs to no interval',
    async (code, message, trouble) => {
      const one = program(0.3);
      says('http_requests_total 10');
      await one.since(null);
      trouble();
      await expect(one.since(null)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
      says('http_requests_total 500');
      expect(await one.since(null)).toBeNull();
      says('http_requests_total 501');
      expect((await one.since(null))?.requests).toBe(1);
    },
  );
});
