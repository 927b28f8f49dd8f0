import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const AT = 1_800_000_000;
const series = (...result: readonly object[]): object => ({
  status: 'success',
  data: { resultType: 'vector', result },
});

/** What a server may answer, right or odd, in turn. */
const ANSWERS: readonly (readonly [number, object])[] = [
  [200, series({ metric: {}, value: [AT, '0.25'] })],
  [200, series()],
  [200, series({ metric: { le: '1' }, value: [AT, 'NaN'] }, { metric: { le: '+Inf' }, value: [AT, '+Inf'] })],
  [
    200,
    series({
      metric: { job: 'draft' },
      histogram: [AT, { count: '3', sum: '1', buckets: [[0, '-1', 'x', '3']] }],
    }),
  ],
  [200, { status: 'success', data: { resultType: 'scalar', result: [AT, '7'] } }],
  [200, { status: 'success', data: { resultType: 'matrix', result: [] } }],
  [400, { status: 'error', errorType: 'bad_data', error: 'parse error: no such thing' }],
];

/** Answers as Prometheus does to whatever it is asked. */
export async function startFuzzedPrometheus(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  let turn = 0;
  const server = createServer((request, response) => {
    const [status, body] = ANSWERS[(turn += 1) % ANSWERS.length] ?? [200, series()];
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
