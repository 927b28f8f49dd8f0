import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withReleaseWorld } from '../../src/releases/releases.fixtures.js';
import { Terminal, type Ended, type RunOptions } from './rc-process.js';

const DOCS = resolve(__dirname, '../../../../docs/rc.md');
const AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
/** Its header says that it is for amd64. */
const ELF = Buffer.concat([
  Buffer.from('7f454c4602010100', 'hex'),
  Buffer.alloc(10),
  Buffer.from([62, 0]),
  Buffer.alloc(40),
]);

jest.setTimeout(120_000);

describe('rc, against a real console', () => {
  const world = withReleaseWorld(5);
  const terminal = new Terminal();
  let pipeline: Readonly<Record<string, string>>;
  let approver: Readonly<Record<string, string>>;

  beforeAll(async () => {
    await terminal.connect(world.console);
    const { body } = await world.console.admin.call('POST', '/projects/edge/tokens', {
      name: 'jenkins',
      role: 'release_manager',
    });
    pipeline = { RC_URL: terminal.url, RC_TOKEN: body.token };
    expect((await terminal.rc(['whoami'], { env: pipeline })).out).toContain('edge: release_manager');
    const own = await world.approver.call('POST', '/tokens', {
      name: 'terminal',
      permissions: ['project.read', 'release.approve'],
    });
    approver = { RC_URL: terminal.url, RC_TOKEN: own.body.token };
  });
  afterAll(() => terminal.remove());

  const rc = (line: string, options: RunOptions = {}): Promise<Ended> =>
    terminal.rc(line.split(' '), { env: pipeline, ...options });
  const create = async (version: string, change: object, more = ''): Promise<string> => {
    const strategy = terminal.file('strategy.json', JSON.stringify(rules(change)));
    const line = `release create --quiet --project edge --environment production --bin edge-proxy=${version} --strategy ${strategy}${more}`;
    const { code, out, err } = await rc(line);
    expect([code, err]).toEqual([0, '']);
    return out.trim();
  };
  const rules = (change: object): object => {
    const { project, environment, bins, ...limits } = world.draft('1.0.0', change) as Record<string, unknown>;
    expect([project, environment, bins]).toHaveLength(3);
    return limits;
  };
  const idOf = async (number: string): Promise<string> =>
    JSON.parse((await rc(`release show ${number} --json`)).out).id as string;
  /** With the nodes at work, as long as rc waits. */
  const waited = async (number: string, more = ''): Promise<Ended> => {
    const id = await idOf(number);
    let ended: Ended | undefined;
    const waiting = rc(`wait ${number}${more}`).then((end) => (ended = end));
    await world.until(id, () => ended !== undefined, { withinMs: 60_000 });
    return waiting;
  };

  it('uploads a file, takes the same bytes again as done, and no others', async () => {
    const file = terminal.file('edge-proxy', ELF);
    const first = await rc(`upload edge-proxy 5.0.0 ${file} --json`);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(JSON.parse(first.out)).toMatchObject({ arch: 'amd64', created: true, sizeBytes: ELF.length });
    const again = await rc(`upload edge-proxy 5.0.0 ${file}`);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('was there already') });
    const other = await rc(`upload edge-proxy 5.0.0 ${terminal.file('other', 'other bytes')} --arch amd64`);
    expect(other).toMatchObject({ code: 3, out: '' });
    expect(other.err).toMatch(/^rc: VERSION_HAS_OTHER_BYTES: .+\nrequest \S+\n$/);
    const wrong = await rc(`upload edge-proxy 5.0.1 ${file} --sha256 ${'0'.repeat(64)}`);
    expect(wrong).toMatchObject({ code: 3, err: expect.stringContaining('nothing was sent') });
    expect((await rc('upload edge-proxy 5.0.1 nowhere')).code).toBe(2);
    expect((await rc(`upload edge-proxy 5.0.1 ${file} --kind archive`)).code).toBe(2);
    expect(await rc(`upload nothing 1 ${file}`)).toMatchObject({
      code: 3,
      err: expect.stringContaining('no such bin'),
    });
  });

  it('needs a person, is approved from a terminal, and completes with 0', async () => {
    const number = await create('1.0.0', AT_ONCE);
    expect(await rc(`wait ${number}`)).toMatchObject({ code: 6, err: expect.stringContaining('A person') });
    expect((await rc(`submit ${number}`)).code).toBe(0);
    expect(await rc(`wait ${number} --timeout 1s`)).toMatchObject({
      code: 5,
      err: expect.stringContaining('pending_approval'),
    });
    expect(await rc(`approve ${number}`)).toMatchObject({
      code: 3,
      err: expect.stringContaining('rc whoami'),
    });
    const other = await rc(`approve ${number} --plan-hash ${'0'.repeat(64)}`, { env: approver });
    expect(other.code).toBe(3);
    expect((await rc(`approve #${number}`, { env: approver })).code).toBe(0);
    expect((await rc(`wait ${number} --for approved`)).code).toBe(0);
    expect((await rc(`deploy ${number} --reason now`)).code).toBe(0);
    expect((await rc(`wait ${number} --for deployed`)).code).toBe(0);
    const done = await waited(number);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toMatch(/ {2}#\d+ {2}completed {2}edge\/production {2}5\/5 {2}/);
    world.markGood('1.0.0');
  });

  it('stops at a pause for a person with 6, goes on with promote, and goes back with a release of its own', async () => {
    const number = await create('2.0.0', {}, ' --submit');
    await world.ok(world.approver, await idOf(number), 'approve');
    expect((await rc(`deploy ${number}`)).code).toBe(0);
    const paused = await waited(number, ' --json');
    expect(paused).toMatchObject({ code: 6, err: expect.stringContaining('Needs somebody to promote it') });
    expect(JSON.parse(paused.out)).toMatchObject({ status: 'paused', number: Number(number) });
    const through = waited(number, ' --through-pauses');
    expect((await rc(`promote ${number}`)).code).toBe(0);
    expect((await through).code).toBe(0);
    world.markGood('2.0.0');
    const back = await rc(`rollback ${number} --quiet`);
    expect(back.code).toBe(0);
    expect(Number(back.out)).toBeGreaterThan(Number(number));
    expect((await waited(back.out.trim())).code).toBe(0);
  });

  it('ends with 4 when the release went back, and with 0 when that was waited for', async () => {
    for (const node of world.nodes) node.outcome = 'fails';
    const number = await create('3.0.0', {}, ' --submit');
    await world.ok(world.approver, await idOf(number), 'approve');
    expect((await rc(`deploy ${number}`)).code).toBe(0);
    expect((await waited(number)).code).toBe(4);
    expect((await rc(`wait ${number} --for rolled-back`)).code).toBe(0);
    for (const node of world.nodes) node.outcome = 'good';
  });

  it('ends with 3 when somebody said no', async () => {
    const number = await create('3.0.0', {}, ' --submit');
    expect((await rc(`reject ${number} --reason no`, { env: approver })).code).toBe(0);
    expect((await rc(`wait ${number} --quiet`)).out).toBe('rejected\n');
    expect((await rc(`wait ${number}`)).code).toBe(3);
    const refused = await rc(`deploy ${number} --json`);
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(JSON.parse(refused.err).error).toMatchObject({ code: 'ILLEGAL_TRANSITION', exitCode: 3 });
    expect(JSON.parse(refused.err).error.requestId).toBeTruthy();
    expect(await rc('wait 99999')).toMatchObject({
      code: 3,
      err: expect.stringContaining('RELEASE_NOT_FOUND'),
    });
  });

  it('streams a large file, and is told of a refusal before all of it is sent', async () => {
    const file = terminal.file('large', Buffer.alloc(48 * 1024 ** 2, 'release console '));
    const refused = await rc(`upload edge-proxy 5.0.0 ${file} --arch amd64`);
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('VERSION_HAS_OTHER_BYTES') });
    expect((await rc(`upload edge-proxy 5.0.2 ${file} --kind archive --arch any`)).code).toBe(0);
  });

  it('deploys at once what nobody has to approve, and else says that somebody must', async () => {
    const line = (environment: string): string =>
      `release create --project edge --environment ${environment} --bin edge-proxy=1.0.0 --deploy --strategy ${terminal.file('s.json', JSON.stringify(rules(AT_ONCE)))}`;
    const asks = await rc(line('production'));
    expect(asks).toMatchObject({ code: 6, err: expect.stringContaining('--for approved && rc deploy') });
    const [, number = ''] = /#(\d+)/.exec(asks.out) ?? [];
    expect((await rc(`cancel ${number}`)).code).toBe(0);
    await world.addNode('dev-0', 'dev');
    world.nodes.pop();
    const begun = await rc(`${line('dev')} --idempotency-key at-once`);
    expect(begun).toMatchObject({ code: 0, out: expect.stringContaining('deploying') });
    expect((await rc(`${line('dev')} --idempotency-key at-once --quiet`)).out.trim()).toBe(
      /#(\d+)/.exec(begun.out)?.[1],
    );
    expect((await rc(`abort ${/#(\d+)/.exec(begun.out)?.[1] ?? ''}`)).code).toBe(0);
  });

  it('makes the same release only once under the same key', async () => {
    const [first, second] = [
      await create('3.0.0', {}, ' --idempotency-key build-7'),
      await create('3.0.0', {}, ' --idempotency-key build-7'),
    ];
    expect(second).toBe(first);
    expect((await rc(`cancel ${first}`)).code).toBe(0);
  });

  it('says what is missing in a plan', async () => {
    const line = 'release create --project edge --environment production';
    expect(await rc(line)).toMatchObject({ code: 2, err: expect.stringContaining('--bin') });
    expect(await rc(`${line} --bin edge-proxy=1.0.0`)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--template'),
    });
    expect((await rc(`${line} --bin edge-proxy=1.0.0 --template none`)).err).toContain('TEMPLATE_NOT_FOUND');
    expect((await rc(`${line} --bin edge-proxy`)).code).toBe(2);
    expect((await rc(`${line.replace('production', 'moon')} --bin a=1`)).err).toContain('staging');
    const bad = terminal.file('bad.json', '{"type": "rolling", "batch": -1}');
    const refused = await rc(`${line} --bin edge-proxy=1.0.0 --strategy ${bad}`);
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('VALIDATION_FAILED') });
    expect(refused.err).toMatch(/\n {2}strategy\S*: .+\n/);
  });

  it('lists, in Chinese if asked to', async () => {
    const list = await rc(
      'release list --project edge --environment production --status completed --limit 2',
      {
        env: { ...pipeline, LANG: 'zh_CN.UTF-8' },
      },
    );
    expect(list.out.trim().split('\n')).toHaveLength(2);
    expect(list.out).toContain('已完成');
    expect((await rc('fly', { env: { RC_LANG: 'zh' } })).err).toContain('没有命令');
    expect((await rc('release list --quiet --active')).out).toBe('');
  });

  /** What the guide has people paste is what runs here. */
  it('the stage for Jenkins works as it stands in the guide', async () => {
    const [, script = ''] = /sh '''(#![\s\S]*?)'''/.exec(readFileSync(DOCS, 'utf8')) ?? [];
    expect(script).toContain('rc upload');
    await world.console.admin.call('POST', '/projects/edge/strategy-templates', {
      name: 'careful',
      ...AT_ONCE,
      minReadySeconds: 0,
      defaultForEnvironmentIds: [],
    });
    const nodes = world.nodes;
    world.nodes = [];
    const node = await world.addNode('staging-0', 'staging');
    const { body: projects } = await world.console.admin.call('GET', '/projects');
    const { body: made } = await world.console.admin.call('POST', '/ci/sources', {
      projectId: projects.items.find(({ code }: { code: string }) => code === 'edge').id,
      ...{ kind: 'jenkins', name: 'Jenkins', pollSeconds: 0 },
    });
    const { source } = made;
    await terminal.run('mkdir', ['build']);
    terminal.file(join('build', 'edge-proxy'), 'a new build');
    const env = {
      ...pipeline,
      ...{
        BIN: 'edge-proxy',
        PROJECT: 'edge',
        VERSION: '9.0.0',
        BUILD_URL: 'https://jenkins/7',
        ...{
          SOURCE: source.id,
          JOB_NAME: 'team/my 服务',
          BUILD_NUMBER: '7',
          BUILD_TAG: 'jenkins-team-my 服务-7',
        },
      },
    };
    let ended: Ended | undefined;
    const stage = terminal
      .run('sh', [terminal.file('stage.sh', script)], { env })
      .then((end) => (ended = end));
    while (ended === undefined) {
      await node.sync();
      const { body } = await world.approver.call('GET', '/releases?status=pending_approval');
      for (const { id } of body.items) await world.ok(world.approver, id, 'approve');
      await new Promise((done) => setTimeout(done, 200));
    }
    expect(await stage).toMatchObject({ code: 0, err: '' });
    expect((await stage).out).toContain('completed');
    const { body: from } = await world.console.admin.call('GET', '/ci/provenance?bin=edge-proxy');
    expect(from.items).toMatchObject([
      { job: 'team/my 服务', number: 7, path: 'build/edge-proxy', sourceKind: 'jenkins' },
    ]);
    world.nodes = nodes;
  });
});
