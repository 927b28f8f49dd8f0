import { execFile } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { draftRollout, evolve, type ReleaseEvent, type Rollout } from '@release-console/rollout-core';
import { withConsole } from '../with-console.js';
import { bundleTypeScript } from '../bundle-typescript.mjs';
import { temporaryDirectory } from './console-process.js';

const DIST = resolve(__dirname, '../../dist');
const SAMPLE = 3;
const NODES = ['kill-0', 'kill-1', 'kill-2'];
const DIGESTS = [1, 2].map((version) => createHash('sha256').update(`killed ${version}`).digest('hex'));

describe('F01 I11 a console that is killed in the middle of a release', () => {
  const console = withConsole();
  const run = promisify(execFile);
  let child = '';
  let projectId = '';
  let version = 0;

  beforeAll(async () => {
    child = await bundleTypeScript('test/process/kill-child.ts');
    projectId = (await console.newProject('kill')).id;
    for (const name of ['manager', 'approver']) {
      const user = { email: `${name}@example.com`, name, password: `password of ${name}` };
      const { body } = await console.admin.call('POST', '/users', user);
      await console.admin.call('PUT', `/projects/${projectId}/members/${body.id}`, {
        role: 'release_manager',
      });
    }
    const query = (sql: string, parameters: unknown[]): Promise<unknown> =>
      console.db.source.query(sql, parameters);
    await query(`INSERT INTO bins (name, project_id, created_at) VALUES ('killed', $1, now())`, [projectId]);
    for (const [index, digest] of DIGESTS.entries()) {
      await query(
        `INSERT INTO bin_versions (bin_id, version, created_at) SELECT id, $1, now() FROM bins WHERE name = 'killed'`,
        [String(index + 1)],
      );
      await query(
        `INSERT INTO artifacts (version_id, arch, sha256, size_bytes, file_name, uploaded_at)
         SELECT id, 'amd64', $2, 1, 'killed', now() FROM bin_versions WHERE version = $1`,
        [String(index + 1), digest],
      );
    }
    for (const id of NODES) {
      await query(`INSERT INTO nodes (id, name, arch, lifecycle) VALUES ($1, $1, 'amd64', 'active')`, [id]);
      await query(
        `INSERT INTO node_memberships (node_id, project_id, environment_id) SELECT $1, $2, id FROM environments WHERE project_id = $2 AND code = 'production'`,
        [id, projectId],
      );
      await query('INSERT INTO node_tokens (node_id, sha256) VALUES ($1, $2)', [
        id,
        createHash('sha256').update(`rcn_${id}`).digest(),
      ]);
    }
  }, 60_000);
  afterAll(() => rmSync(child, { force: true }));

  const folder = temporaryDirectory();
  afterAll(() => folder.remove());

  /** A release to the version that does not run, made by somebody who is not the child. */
  async function newRelease(): Promise<string> {
    version = (version % 2) + 1;
    const manager = await console.signIn('manager@example.com', 'password of manager');
    const { body } = await manager.call('POST', '/releases', {
      project: 'kill',
      environment: 'production',
      bins: [{ bin: 'killed', version: String(version) }],
      strategy: { type: 'canary', steps: [{ setWeight: 34 }, { setWeight: 67 }, { setWeight: 100 }] },
      maxUnavailable: 3,
      minReadySeconds: 0,
    });
    return body.id;
  }

  async function drive(
    releaseId: string,
    killAt = 0,
    side = 'before',
  ): Promise<{ isKilled: boolean; statements: number }> {
    try {
      const { stdout } = await run(process.execPath, [
        child,
        DIST,
        console.db.url,
        folder.path,
        releaseId,
        String(killAt),
        side,
      ]);
      return { isKilled: false, statements: Number(stdout) };
    } catch (error) {
      const { signal, stderr } = error as { signal?: string; stderr?: string };
      if (signal !== 'SIGKILL') throw new Error(`the child failed: ${stderr}`);
      return { isKilled: true, statements: killAt };
    }
  }

  async function ensureWhole(releaseId: string): Promise<void> {
    const [release] = (await console.db.source.query(
      'SELECT rollout, status, event_seq FROM releases WHERE id = $1',
      [releaseId],
    )) as {
      rollout: Rollout;
      status: string;
      event_seq: number;
    }[];
    expect(release?.status).toBe('completed');
    const events = (await console.db.source.query(
      'SELECT seq, revision, at, data FROM release_events WHERE release_id = $1 ORDER BY seq',
      [releaseId],
    )) as {
      seq: number;
      revision: number;
      at: Date;
      data: ReleaseEvent;
    }[];
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const once = ['release.submitted', 'release.approved', 'release.deployed', 'release.finished'];
    for (const type of once) expect(events.filter(({ data }) => data.type === type)).toHaveLength(1);
    const audited = (await console.db.source.query(
      `SELECT count(*)::int AS n FROM audit_entries WHERE subject_id = $1 AND action = ANY ($2)`,
      [releaseId, once],
    )) as { n: number }[];
    expect(audited[0]?.n).toBe(once.length);
    if (!release) throw new Error('there is no release');
    const succeeded = events.reduce(
      (rollout, { data, at }) => evolve(rollout, data, at.getTime()),
      draftRollout(release.rollout.plan),
    );
    expect(succeeded.waves).toEqual(release.rollout.waves);
  }

  it('loses nothing and does nothing twice, wherever it is killed', async () => {
    const whole = await newRelease();
    const { statements } = await drive(whole);
    await ensureWhole(whole);
    expect(statements).toBeGreaterThan(40);
    for (let index = 0; index < SAMPLE; index += 1) {
      const killAt = randomInt(1, Math.min(statements, 120));
      const side = index % 2 === 0 ? 'before' : 'after';
      const id = await newRelease();
      await drive(id, killAt, side);
      await drive(id);
      await ensureWhole(id).catch((error: Error) => {
        throw new Error(`killed ${side} statement ${killAt}: ${error.message}`);
      });
    }
    const acted = readFileSync(join(folder.path, 'acted.log'), 'utf8').trim().split('\n');
    expect(new Set(acted).size).toBe(acted.length);
    expect(acted).toHaveLength(NODES.length * (SAMPLE + 1));
  }, 300_000);
});
