import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { HttpClient } from '../transport/http-client.js';
import { GO_CLIENT } from './go-client.fixtures.js';
import { ProgramRequests } from './program-requests.js';
import { KNOWN_METRICS } from './request-metrics.js';

let server: Server;
let answer: (respond: (status: number, body: string | Buffer, type?: string) => void) => void;
let asked: IncomingMessage | null = null;
let client: HttpClient;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked = request;
    answer((status, body, type = 'text/plain') =>
      response.writeHead(status, { 'content-type': type }).end(body),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  client = new HttpClient({ caFile: null, proxy: null });
});

afterAll(async () => {
  client.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

function program(timeoutSeconds = 20): ProgramRequests {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics?key=word`;
  return new ProgramRequests({ url, timeoutSeconds, requests: KNOWN_METRICS }, client);
}

const says = (text: string, status = 200): void => {
  answer = (respond) => respond(status, text);
};

const saysProtobuf = (bytes: Buffer): void => {
  answer = (respond) => respond(200, bytes, 'application/vnd.google.protobuf; encoding=delimited');
};

describe('a program that is asked how many requests it had', () => {
  it('tells it from the second time on', async () => {
    const one = program();
    says('http_requests_total{code="200"} 10\nother{a="b"} 1\n');
    expect(await one.since(() => '1')).toBeNull();
    says('http_requests_total{code="200"} 12\nhttp_requests_total{code="500"} 1\n');
    expect(await one.since(() => '1')).toMatchObject({ requests: 3, errors: 1 });
    says('http_requests_total{code="200"} 40\n');
    expect(await one.since(() => '2')).toMatchObject({ requests: 40, errors: 0 });
  });

  it('counts its very first requests, once it has announced that it counts', async () => {
    const one = program();
    says('# TYPE http_requests_total counter\n');
    expect(await one.since(() => '1')).toBeNull();
    says('# TYPE http_requests_total counter\nhttp_requests_total{code="500"} 2\n');
    expect(await one.since(() => '1')).toMatchObject({ requests: 2, errors: 2 });
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
    await one.since(() => null);
    says(both(4));
    const { requests, latencies } = (await one.since(() => null)) ?? {};
    expect([requests, latencies?.[0]?.data()]).toEqual([3, { bounds: [0.1], counts: [3, 0] }]);
  });

  it('is asked for exponential histograms first, by a connection that ends', async () => {
    says('http_requests_total 1');
    await program().since(() => null);
    expect(asked?.headers).toMatchObject({
      accept: expect.stringMatching(/^application\/vnd\.google\.protobuf;[^,]*,.*,text\/plain;/),
      connection: 'close',
    });
  });

  it('tells exponential histograms, also while their buckets become wider', async () => {
    const one = program();
    saysProtobuf(GO_CLIENT.empty);
    expect(await one.since(() => '1')).toBeNull();
    saysProtobuf(GO_CLIENT.first);
    const first = await one.since(() => '1');
    expect(first).toMatchObject({ requests: 22, errors: 2, latencies: [] });
    expect(first?.exponential?.data()).toMatchObject({ scale: 3, zeroCount: 1 });
    expect(first?.exponential?.quantile(1)).toBeCloseTo(2, 0);
    saysProtobuf(GO_CLIENT.second);
    const second = await one.since(() => '1');
    // What took less than no time was a request too.
    expect(second).toMatchObject({ requests: 4, errors: 0 });
    expect(second?.exponential?.cells().map(({ to, count }) => [to, count])).toEqual([
      [0.125, 1],
      [0.125 * 2 ** (1 / 8), 1],
      [1, 1],
    ]);
    saysProtobuf(GO_CLIENT.third);
    const third = await one.since(() => '1');
    expect([third?.requests, third?.exponential?.data().scale, third?.exponential?.size]).toEqual([
      60, 0, 60,
    ]);
  });

  it('has no new requests when it tells the same ones in another format', async () => {
    const one = program();
    says('http_request_duration_seconds_count{code="200"} 10');
    await one.since(() => null);
    saysProtobuf(GO_CLIENT.first);
    expect(await one.since(() => null)).toBeNull();
    saysProtobuf(GO_CLIENT.second);
    expect(await one.since(() => null)).toMatchObject({ requests: 4 });
  });

  it('is known by the run that it is in when it has answered', async () => {
    const one = program();
    says('http_requests_total 10');
    await one.since(() => 'a');
    let run = 'a';
    answer = (respond) => {
      run = 'b';
      respond(200, 'http_requests_total 40');
    };
    expect(await one.since(() => run)).toMatchObject({ requests: 40 });
  });

  it('is not waited for any longer when the agent ends', async () => {
    const ending = new AbortController();
    answer = () => ending.abort();
    await expect(program(60).since(() => null, ending.signal)).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  it('is in trouble when it does not answer in its time', async () => {
    answer = () => undefined;
    await expect(program(0.3).since(() => null)).rejects.toMatchObject({
      code: 'METRICS_UNREACHABLE',
      message: expect.stringContaining('did not answer within 0.3 s'),
    });
  });

  it('is not named with what its address asks for', async () => {
    says('no', 401);
    await expect(program().since(() => null)).rejects.toMatchObject({
      message: expect.not.stringContaining('word'),
    });
  });

  it.each<[string, string, () => void]>([
    ['METRICS_REFUSED', 'answered 503', () => says('busy', 503)],
    ['METRICS_MISSING', 'tells nothing of requests', () => says('up 1\n')],
    ['METRICS_UNREADABLE', 'it is cut off', () => saysProtobuf(Buffer.from([255]))],
    ['METRICS_MISSING', 'tells nothing of requests', () => saysProtobuf(Buffer.from([]))],
    ['METRICS_UNREADABLE', 'line 1: ', () => says('http_requests_total{code="200" 1\n')],
    [
      'METRICS_UNREADABLE',
      'more than 5000 series',
      () => says(Array.from({ length: 5_001 }, (_, id) => `http_requests_total{user="${id}"} 1`).join('\n')),
    ],
    ['ANSWER_TOO_LARGE', 'longer than', () => says('# x\n'.repeat(1_100_000))],
  ])(
    'is in trouble with %s, and what it counted meanwhile belongs to no interval',
    async (code, message, trouble) => {
      const one = program(20);
      says('http_requests_total 10');
      await one.since(() => null);
      trouble();
      await expect(one.since(() => null)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
      says('http_requests_total 500');
      expect(await one.since(() => null)).toBeNull();
      says('http_requests_total 501');
      expect((await one.since(() => null))?.requests).toBe(1);
    },
  );
});
