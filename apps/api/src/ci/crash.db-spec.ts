import { withDatabase } from '../../test/with-database.js';
import { ConsoleProcess, freePort, temporaryDirectory } from '../../test/process/console-process.js';
import { FakeJenkins, type FakeBuild } from './fake-jenkins.fixtures.js';

const KILLS = 5;
const BUILDS_PER_LIFE = 5;

/** Whoever is killed in the midst of it leaves nothing undone and nothing done twice. */
describe('I30 F45 a console that is killed', () => {
  const db = withDatabase();
  const data = temporaryDirectory();
  const jenkins = new FakeJenkins();
  let alive: ConsoleProcess | undefined;
  let port = 0;
  let token = '';

  const start = async (): Promise<void> => {
    alive = new ConsoleProcess({
      ...{ DATABASE_URL: db.url, DATA_DIR: data.path, PORT: String(port), OUTGOING_ALLOW: '127.0.0.1' },
      ...{
        ADMIN_EMAIL: 'admin@example.com',
        ADMIN_PASSWORD: 'correct horse battery',
        SCRUB_BYTES_PER_SECOND: '0',
      },
    });
    await alive.listening();
  };
  const ask = async (path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };

  beforeAll(() => jenkins.start());
  afterAll(async () => {
    alive?.kill('SIGKILL');
    await alive?.exit;
    await jenkins.stop();
    data.remove();
  });

  it('does each build once, wherever it was', async () => {
    port = await freePort();
    await start();
    token = (await ask('/auth/login', { email: 'admin@example.com', password: 'correct horse battery' }))
      .accessToken;
    const { id: projectId } = await ask('/projects', { code: 'crash', name: 'Crash' });
    await ask('/bins', { projectId, name: 'svc' });
    const { source, secret } = await ask('/ci/sources', {
      ...{ projectId, kind: 'jenkins', name: 'j', pollSeconds: 0 },
      ...{ baseUrl: jenkins.url, userName: jenkins.user, token: jenkins.token },
    });
    await ask('/ci/rules', {
      ...{
        sourceId: source.id,
        name: 'r',
        job: 'a',
        file: '*-{arch}',
        bin: 'svc',
        version: '{number}',
        arch: '{file.arch}',
      },
      release: { mode: 'draft', environment: 'production' },
    });
    const basic = { authorization: `Basic ${Buffer.from(`j:${secret}`).toString('base64')}` };
    const taken = new Set<number>();
    let number = 0;
    for (let life = 0; life <= KILLS; life += 1) {
      const calls = Array.from({ length: BUILDS_PER_LIFE }, async () => {
        number += 1;
        const build: FakeBuild = {
          ...{ job: 'a', number, queueId: number, result: 'SUCCESS', endedAt: Date.now() },
          files: { 'x-amd64': Buffer.alloc(200_000, number), 'x-arm64': Buffer.alloc(300_000, number + 100) },
        };
        jenkins.builds.push(build);
        for (const phase of ['COMPLETED', 'FINALIZED'] as const) {
          await ask(`/webhooks/jenkins/${source.id}`, jenkins.notification(build, phase), basic);
          taken.add(build.number);
        }
      });
      const told = Promise.allSettled(calls);
      if (life === KILLS) await told;
      else {
        // A little later in each life: while calls are kept, looked at, fetched, released.
        await new Promise((resolve) => setTimeout(resolve, 15 + life * life * 40));
        alive?.kill('SIGKILL');
        await alive?.exit;
        await told;
        await start();
        await expireLeases();
      }
    }
    await settled(taken.size);
    const [row] = await db.source.query<Record<string, string>[]>(
      `SELECT (SELECT count(*) FROM ci_runs WHERE release_state = 'done') AS released, (SELECT count(*) FROM releases) AS releases,
         (SELECT count(*) FROM ci_imports WHERE state = 'done') AS files, (SELECT count(*) FROM artifacts) AS artifacts,
         (SELECT count(*) FROM ci_deliveries WHERE state <> 'processed') AS undone`,
    );
    const [{ numbers }] = await db.source.query<[{ numbers: string[] }]>(
      'SELECT array_agg(number) AS numbers FROM ci_builds',
    );
    // What was killed before it answered may have been kept all the same.
    const all = String(numbers.length);
    expect([...taken].filter((one) => !numbers.map(Number).includes(one))).toEqual([]);
    expect(row).toEqual({
      ...{ released: all, releases: all, undone: '0' },
      ...{ files: String(numbers.length * 2), artifacts: String(numbers.length * 2) },
    });
  }, 400_000);

  const expireLeases = async (): Promise<void> => {
    await db.source.query(`UPDATE ci_deliveries SET next_try_at = now() WHERE state = 'waiting'`);
    await db.source.query(`UPDATE ci_imports SET next_try_at = now() WHERE state IN ('waiting', 'fetching')`);
  };

  const settled = async (least: number): Promise<void> => {
    for (let round = 0; round < 2_000; round += 1) {
      const [row] = await db.source.query<{ runs: string; undone: string }[]>(
        `SELECT (SELECT count(*) FROM ci_runs WHERE release_state = 'done') AS runs,
           (SELECT count(*) FROM ci_deliveries WHERE state = 'waiting')
           + (SELECT count(*) FROM ci_runs WHERE release_state = 'waiting') AS undone`,
      );
      if (row?.undone === '0' && Number(row.runs) >= least) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`it is still at work: ${alive?.output}`);
  };
});
