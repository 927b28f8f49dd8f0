import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Ended } from './rc-terminal.js';
import { answer, RcTerminal, ScriptedConsole } from './rc-terminal.js';
import { CA_FILE, proxyDoor, tlsDoor } from './tls-console.js';

jest.setTimeout(60_000);

const ID = '00000000-0000-4000-8000-000000000001';
/** One file that is named `../climbed.txt`. */
const ZIP_THAT_CLIMBS =
  'UEsDBBQAAAAAAHFme12DFtyMAQAAAAEAAAAOAAAALi4vY2xpbWJlZC50eHR4UEsBAhQDFAAAAAAAcWZ7XYMW3IwBAAAAAQAAAA4AAAAAAAAAAAAAAIABAAAAAC4uL2NsaW1iZWQudHh0UEsFBgAAAAABAAEAPAAAAC0AAAAAAA==';
const sha256Of = (words: string): string => createHash('sha256').update(words).digest('hex');
const counts = { succeeded: 1, total: 2 };
const release = (status: string, title = 'One'): object => ({
  id: ID,
  number: 7,
  title,
  status,
  project: { code: 'edge' },
  environment: { code: 'production' },
  progress: counts,
  headline: { en: `It is ${status}.`, zh: '如此。' },
  bins: [],
  blockedBy: [],
});

describe('rc on bad lines', () => {
  const terminal = new RcTerminal();
  let console_: ScriptedConsole;
  beforeEach(async () => {
    console_ = new ScriptedConsole();
    await console_.start();
  });
  afterEach(() => console_.stop());
  afterAll(() => terminal.remove());

  const rc = (line: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
    terminal.run(line.split(' '), { RC_URL: console_.url, RC_TOKEN: 'rct_token', ...env });

  it('repeats a write under the same key until it is answered', async () => {
    console_.scene = (response, _, turn) => {
      if (turn === 1)
        return answer(response, 503, { code: 'BUSY', detail: 'Ask again.' }, { 'retry-after': '0' });
      if (turn === 2) return void response.destroy();
      if (turn === 3) return answer(response, 502, 'not JSON of ours');
      answer(response, 200, release('deploying'));
    };
    const ended = await rc(`deploy ${ID} --quiet`);
    expect(ended).toEqual({ code: 0, out: '7\n', err: '' });
    const keys = console_.asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(console_.asked.map(({ url }) => url))).toEqual(new Set([`/api/v1/releases/${ID}/deploy`]));
  });

  it.each([
    ['build-7', 'build-7'],
    ['jenkins-my svc-7', `sha256:${sha256Of('jenkins-my svc-7')}`],
    ['jenkins-构建-7', `sha256:${sha256Of('jenkins-构建-7')}`],
    ['x'.repeat(201), `sha256:${sha256Of('x'.repeat(201))}`],
  ])('sends the key %s as what a header takes', async (given, sent) => {
    const publishing = {
      id: ID,
      projectId: 'p',
      name: 'a',
      code: 'edge',
      environments: [{ id: 'e', code: 'production' }],
    };
    console_.scene = (response, { method }) =>
      answer(response, 200, method === 'GET' ? { ...publishing, items: [publishing] } : release('draft'));
    const plan = join(terminal.home, 'plan.json');
    writeFileSync(plan, '{"type":"rolling","batch":"25%"}');
    const line = 'release create --quiet --project edge --environment production --bin a=1 --retries 0';
    const ended = await terminal.run([...line.split(' '), '--strategy', plan, '--idempotency-key', given], {
      ...{ RC_URL: console_.url, RC_TOKEN: 'rct_token' },
    });
    expect(ended).toEqual({ code: 0, out: '7\n', err: '' });
    expect(console_.asked.at(-1)?.headers['idempotency-key']).toBe(sent);
  });

  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
  ])('with %j asks for answers in %s', async (env, language) => {
    console_.scene = (response) => answer(response, 403, { code: 'FORBIDDEN', detail: '不行。' });
    expect((await rc(`deploy ${ID}`, env)).err).toContain('不行。');
    expect(console_.asked[0]?.headers['accept-language']).toBe(language);
  });

  it('names the build that made a file, so that it is known where it came from', async () => {
    const file = join(terminal.home, 'built');
    writeFileSync(file, 'built');
    console_.scene = (response) =>
      answer(response, 200, { bin: 'a', version: '1', created: false, artifacts: [] });
    const build = { JOB_NAME: 'team/my svc', BUILD_NUMBER: '78' };
    const query = `sha256=${sha256Of('built')}&kind=file&fileName=built&source=${ID}`;
    const line = `upload a 1 ${file} --source ${ID} --path dist/built`;
    expect((await rc(line, build)).code).toBe(0);
    expect((await rc(`${line} --job other --number 5`, build)).code).toBe(0);
    // Also what is there already is sent: where it came from may not be known yet.
    expect(console_.asked.map(({ method, url }) => `${method} ${url.split('?')[1]}`)).toEqual([
      `PUT ${query}&job=team%2Fmy+svc&number=78&path=dist%2Fbuilt`,
      `PUT ${query}&job=other&number=5&path=dist%2Fbuilt`,
    ]);
    for (const wrong of [line, `upload a 1 ${file} --path x`, `${line} --job a --number 1x`])
      expect(await rc(wrong)).toMatchObject({ code: 2, err: expect.stringContaining('--number') });
    expect((await rc(`upload a 1 ${file} --source ${ID}`, build)).code).toBe(2);
    console_.asked.length = 0;
    expect((await rc(`upload a 1 ${file}`, build)).code).toBe(0);
    expect(console_.asked.at(-1)?.url).not.toContain('job=');
  });

  it('waits as long as it is asked to', async () => {
    console_.scene = (response, _, turn) =>
      turn === 1
        ? answer(response, 429, { code: 'TOO_MANY' }, { 'retry-after': '1' })
        : answer(response, 200, release('deploying'));
    const before = Date.now();
    expect((await rc(`deploy ${ID}`)).code).toBe(0);
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000);
  });

  it('gives up after as many tries as were wished for', async () => {
    console_.scene = (response) =>
      answer(response, 500, { code: 'INTERNAL', detail: 'Broken.', requestId: 'r-1' });
    const ended = await rc(`deploy ${ID} --retries 1`);
    expect(console_.asked).toHaveLength(2);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/Asking again[\s\S]*rc: INTERNAL: Broken\.\nrequest r-1\n$/);
  });

  it('repeats no refusal, and shows every fault of a request', async () => {
    const errors = [{ field: 'bins[0]', code: 'x', message: 'It is\u001b[2J none.' }];
    console_.scene = (response) =>
      answer(response, 400, { code: 'VALIDATION_FAILED', detail: 'Look.', errors });
    const ended = await rc(`deploy ${ID}`);
    expect([console_.asked.length, ended.code]).toEqual([1, 3]);
    expect(ended.err).toContain('\n  bins[0]: It is[2J none.\n');
  });

  it('sends a whole file again after it was cut, and it arrives whole', async () => {
    const bytes = 'x'.repeat(300_000);
    const file = join(terminal.home, 'file');
    writeFileSync(file, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    let puts = 0;
    console_.scene = (response, { method }) => {
      if (method === 'GET') return answer(response, 403, { code: 'FORBIDDEN' });
      puts += 1;
      if (puts === 1) return void response.destroy();
      answer(response, 201, {
        bin: 'a',
        version: '1',
        arch: 'any',
        sizeBytes: bytes.length,
        sha256,
        created: true,
      });
    };
    expect(await rc(`upload a 1+2 ${file}`)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Uploaded a 1'),
    });
    const last = console_.asked.at(-1);
    expect(last?.body).toBe(bytes);
    expect(last?.url).toBe(
      `/api/v1/bins/a/versions/1%2B2/artifacts/any?sha256=${sha256}&kind=file&fileName=file`,
    );
  });

  it('sits an outage out while it waits, and says each change once', async () => {
    console_.scene = (response, _, turn) => {
      // A connection that is used again is opened anew without a word.
      if (turn === 2 || turn === 3) return void response.destroy();
      answer(response, 200, release(turn < 5 ? 'deploying' : 'completed', 'One\u0007'));
    };
    const ended = await rc(`wait ${ID}`);
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(
      /^\S+ {2}#7 {2}deploying [^\n]*One: It is deploying\.\n\S+ {2}#7 {2}completed [^\n]*\n$/,
    );
    expect(ended.err).toContain('gives no answer');
  });

  it('a console that is gone for longer than the time of waiting is no end of the release', async () => {
    console_.scene = (response) => answer(response, 503, {});
    expect((await rc(`wait ${ID} --timeout 2s`)).code).toBe(5);
  });

  it('takes no other page for the console', async () => {
    console_.scene = (response) => void response.writeHead(200).end('<html>');
    expect(await rc('whoami')).toMatchObject({ code: 1, err: expect.stringContaining('NOT_THE_CONSOLE') });
    console_.scene = (response) => void response.writeHead(302, { location: 'http://evil.example/' }).end();
    expect(await rc('whoami')).toMatchObject({ code: 1, err: expect.stringContaining('302') });
  });

  it('prints what nodes have, not a byte more or less', async () => {
    const words = 'a: 1\r\n# 漢\u001b';
    console_.scene = (response, { url }) => {
      if (url.includes('effective')) return void response.end(words);
      const file = { id: ID, bin: 'edge.a.yaml', name: 'a.yaml', projectCode: 'edge' };
      answer(response, 200, { id: ID, items: [file], nextCursor: null });
    };
    const ended = await rc('config effective edge.a.yaml --environment production --published');
    expect(ended).toEqual({ code: 0, out: words, err: '' });
    expect(console_.asked.at(-1)?.url).toBe(
      '/api/v1/configs/effective?project=edge&environment=production&name=a.yaml',
    );
  });

  it('writes no file outside of the folder that it exports to', async () => {
    const zip = Buffer.from(ZIP_THAT_CLIMBS, 'base64');
    console_.scene = (response, { url }) =>
      url.includes('export') ? void response.end(zip) : answer(response, 200, { id: ID });
    const ended = await rc('config export out --project edge');
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('strange name') });
  });

  it('comes through TLS with an own CA and through a proxy, and trusts no other certificate', async () => {
    console_.scene = (response) => answer(response, 200, { items: [], nextCursor: null });
    const [door, proxy] = [await tlsDoor(console_.url), await proxyDoor()];
    const url = `https://localhost:${door.port}`;
    const through = `http://edge:proxy-secret@127.0.0.1:${proxy.port}`;
    try {
      const strange = await rc('whoami', { RC_URL: url });
      expect(strange).toMatchObject({
        code: 1,
        err: expect.stringMatching(/CERTIFICATE_REFUSED[\s\S]*--ca/),
      });
      expect(console_.asked).toHaveLength(0);
      expect((await rc(`whoami --ca ${CA_FILE}`, { RC_URL: url })).code).toBe(0);
      expect(proxy.tunnels).toEqual([]);
      expect((await rc('whoami', { RC_URL: url, RC_CA: CA_FILE, HTTPS_PROXY: through })).code).toBe(0);
      expect(proxy.tunnels.length).toBeGreaterThan(0);
      const wrong = through.replace('proxy-secret', 'guess');
      const refused = await rc('whoami --retries 0', { RC_URL: url, RC_CA: CA_FILE, HTTPS_PROXY: wrong });
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('407') });
      expect(refused.err).not.toContain('guess');
      expect((await rc('whoami', { RC_URL: url, HTTPS_PROXY: 'socks5://x' })).code).toBe(2);
    } finally {
      await Promise.all([door.close(), proxy.close()]);
    }
  });
});
