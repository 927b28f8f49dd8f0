import { readFileSync } from 'node:fs';
import { request } from 'node:http';

import type { BinMeasurement, Measurement } from '../src/metrics/measurement.js';
import { FakeConsole, sha256Of } from './fake-console.js';
import { SlotHost } from './slot-host.js';
import { TestHost, until } from './test-host.js';

jest.setTimeout(90_000);

const WINDOW_MILLISECONDS = 10_000;

/** Counts the requests that it answers, but for those of who watches it, and tells how often it was asked for them. */
const PROGRAM = `#!/usr/bin/env node
const BOUNDS = [0.1, 1];
let asked = 0;
const counts = { 200: 0, 503: 0 };
const lines = (code) => [...BOUNDS, '+Inf']
  .map((le) => \`http_request_duration_seconds_bucket{code="\${code}",le="\${le}"} \${counts[code]}\`)
  .concat(\`http_request_duration_seconds_count{code="\${code}"} \${counts[code]}\`);
const server = require('http').createServer((question, answer) => {
  if (question.url === '/healthz') return answer.end('well');
  if (question.url === '/asked') return answer.end(String(asked));
  if (question.url === '/metrics') {
    asked += 1;
    return answer.end(Object.keys(counts).flatMap(lines).join('\\n') + '\\n');
  }
  const code = question.url === '/bad' ? 503 : 200;
  counts[code] += 1;
  answer.writeHead(code).end('one');
}).listen(PORT, '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit()));
`;

let console_: FakeConsole;

/** The console's clock is a moment before the end of a window, and with `jumps` again at each answer. */
function nearEnd(milliseconds: number, jumps = false): void {
  const begin = Math.ceil(Date.now() / WINDOW_MILLISECONDS) * WINDOW_MILLISECONDS;
  const ahead = begin - milliseconds - Date.now();
  let answers = 0;
  console_.now = () =>
    jumps ? begin - milliseconds + WINDOW_MILLISECONDS * (answers += 1) : Date.now() + ahead;
}

const bin = ({ bins }: Measurement): BinMeasurement | undefined => bins[0];

describe('a host that measures', () => {
  let host: TestHost;
  let sha256: string;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new TestHost().prepare();
    sha256 = host.install(Buffer.from(PROGRAM.replace('PORT', String(host.port))));
    await host.startService();
    configure();
  });
  afterEach(async () => {
    await host.remove();
    await console_.stop();
  });

  const address = (path: string): string => `http://127.0.0.1:${host.port}${path}`;

  function configure(sync: object = {}): void {
    const health = { http: address('/healthz'), startupSeconds: 8, intervalSeconds: 0.2, watchSeconds: 1 };
    const web = host.bin({ health, metrics: { url: address('/metrics') } });
    const usual = { retryMinSeconds: 0.1, retryMaxSeconds: 0.5, refusedSeconds: 0.3, waitSeconds: 5 };
    host.configure([host.withToken(console_.url)], { bins: { web }, sync: { ...usual, ...sync } });
  }

  const get = (path: string): Promise<string> =>
    new Promise((done, failed) => {
      const question = request(address(path), { agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => done(text));
      });
      question.on('error', failed).end();
    });

  async function visit(good: number, bad: number): Promise<void> {
    for (let left = good; left > 0; left -= 1) await get('/');
    for (let left = bad; left > 0; left -= 1) await get('/bad');
  }

  const window = (place: number): Promise<Measurement> =>
    until(`window ${place}`, () => console_.measured[place]);
  const seconds = (count: number): Promise<void> => new Promise((done) => setTimeout(done, count * 1_000));
  const sent = (): readonly (readonly number[])[] =>
    console_.syncs.flatMap(({ body }) => (body.measured ? [body.measured.map(({ at }) => at)] : []));

  it('tells each window once: the host, the program, and its requests, also when it was started anew', async () => {
    nearEnd(2_500);
    console_.measureAfterSeconds = 1;
    host.startAgent();
    const first = await window(0);
    expect(bin(first)).toMatchObject({ bin: 'web', sha256, program: { openFiles: expect.any(Number) } });
    // Nobody knows since when it had counted.
    expect(bin(first)?.requests).toBeUndefined();

    await visit(20, 3);
    const second = await window(1);
    expect(second.at).toBe(first.at + 10);
    expect(second.at % 10).toBe(0);
    expect(bin(second)).toEqual({
      bin: 'web',
      sha256: sha256Of(readFileSync(host.path)),
      requests: { count: 23, errors: 3, explicit: [{ bounds: [0.1, 1], counts: [23, 0, 0] }] },
      program: { cpus: expect.any(Number), memoryBytes: expect.any(Number), openFiles: expect.any(Number) },
    });
    expect(second.host).toEqual({
      cpuShare: expect.any(Number),
      memoryUsedBytes: expect.any(Number),
      memoryTotalBytes: expect.any(Number),
      load: expect.any(Number),
      openFiles: expect.any(Number),
      connections: expect.any(Number),
      receivedBytesPerSecond: expect.any(Number),
      sentBytesPerSecond: expect.any(Number),
      diskUsedBytes: expect.any(Number),
      diskTotalBytes: expect.any(Number),
    });

    process.kill(Number(readFileSync(host.pidFile, 'utf8')));
    await until('it has ended', async () => (await host.ask()) === null);
    await host.startService();
    await visit(5, 1);
    const third = await window(2);
    // It was also asked whether it is there.
    expect(bin(third)?.requests).toMatchObject({ count: 7, errors: 1 });
    const told = console_.syncs.flatMap(({ body }) => body.measured ?? []);
    expect(told.map(({ at }) => at)).toEqual([first.at, second.at, third.at]);
  });

  it('measures without being asked, and calls the console not once more for that', async () => {
    nearEnd(2_000);
    host.startAgent();
    await until('it waits for news', () => console_.isHeard() && console_.observedBin('web')?.healthy);
    const calls = console_.syncs.length;
    await until('it has measured', async () => Number(await get('/asked')) > 0);
    await seconds(1);
    expect(console_.syncs.length - calls).toBeLessThanOrEqual(1);
    expect(sent()).toEqual([]);
  });

  it('tells a console that begins to ask what it measured before, a part at a time', async () => {
    configure({ waitSeconds: 0 });
    nearEnd(100, true);
    host.startAgent();
    await until('it has called often', () => console_.syncs.length > 35);
    expect(sent()).toEqual([]);
    console_.measureAfterSeconds = 0.1;
    await until('all is told', () => console_.measured.length > 12);
    const requests = sent();
    expect(requests[0]).toHaveLength(12);
    const told = requests.flat();
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
  });

  it('tells again what did not arrive, and goes on with its reports meanwhile', async () => {
    configure({ waitSeconds: 0 });
    console_.measuredStatus = 503;
    console_.measureAfterSeconds = 0.1;
    nearEnd(100, true);
    host.startAgent();
    await until('it has tried again', () => sent().length > 2);
    const [first] = sent();
    const next = console_.addFile(host.program('two'));
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    await until('it runs', () => host.liveDigest() === next);
    console_.measuredStatus = 200;
    const arrived = await window(0);
    expect(arrived.at).toBe(first?.[0]);
    await until('all is told', () => console_.measured.length > 2);
    const told = console_.measured.map(({ at }) => at);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
  });

  it('drops what the console rejects, goes on with its reports, and tries with the next', async () => {
    configure({ waitSeconds: 0 });
    console_.measuredStatus = 422;
    console_.measureAfterSeconds = 0.1;
    nearEnd(100, true);
    const agent = host.startAgent();
    await until('it has tried again', () => sent().length > 2);
    const next = console_.addFile(host.program('two'));
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    await until('it runs', () => console_.observedBin('web')?.sha256 === next);
    const rejected = sent().flat();
    expect(rejected).toEqual([...new Set(rejected)]);
    expect(agent.output.match(/measured\.dropped/g)).toHaveLength(1);
    console_.measuredStatus = 200;
    const arrived = await window(0);
    expect(rejected).not.toContain(arrived.at);
    expect(agent.output).not.toContain('measuring.failed');
  });

  it('says why it does not know the requests of a program, and updates it as if nothing was', async () => {
    host.configure([host.withToken(console_.url)], {
      bins: { web: host.bin({ metrics: { url: 'http://127.0.0.1:1/metrics', timeoutSeconds: 0.5 } }) },
    });
    console_.measureAfterSeconds = 0.1;
    nearEnd(500, true);
    host.startAgent();
    expect(bin(await window(0))).toMatchObject({ sha256, trouble: { code: 'METRICS_UNREACHABLE' } });
    const next = console_.addFile(host.program('two'));
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    await until('it runs', () => console_.observedBin('web')?.sha256 === next);
  });
});

describe('a host that runs two versions beside each other', () => {
  it('measures the one that gets the traffic', async () => {
    console_ = await new FakeConsole().start();
    const host = await new SlotHost().prepare();
    try {
      const metrics = { url: 'http://127.0.0.1:{port}/metrics' };
      const sync = { waitSeconds: 0, retryMinSeconds: 0.1 };
      host.configure([host.withToken(console_.url)], { bins: { web: host.bin({ metrics }) }, sync });
      console_.measureAfterSeconds = 0.1;
      nearEnd(100, true);
      const one = await host.runOld(host.content('one'));
      console_.addFile(host.content('one'));
      host.startAgent();
      // These programs answer everything with their name, which is none of a metric.
      const troubleAt = (port: number, digest: string): Promise<unknown> =>
        until(`it asked ${port}`, () =>
          console_.measured.some((each) => {
            const { sha256, trouble } = bin(each) ?? {};
            return sha256 === digest && trouble?.message.includes(`127.0.0.1:${port}/metrics tells nothing`);
          }),
        );
      await troubleAt(host.ports.a, one);
      const two = console_.addFile(host.content('two'));
      console_.want({ bin: 'web', sha256: two, generation: 1, mode: 'side-by-side', keepOldSeconds: 60 });
      await until('the other one gets the traffic', () => console_.observedBin('web')?.phase === 'active');
      expect([host.routedTo(), host.runs('a')]).toEqual(['b', true]);
      await troubleAt(host.ports.b, two);
    } finally {
      await host.remove();
      await console_.stop();
    }
  });
});
