import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { builtConsole } from '../scratch/built-console.js';
import { createDatabase } from '../scratch/databases.js';
import { ok, signIn } from '../scratch/person.js';
import { BIN, NEW, NODES, OLD, passwordOf } from './story.js';

export const SEED = 'kill_seed';
const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' };

/** The database that every story begins with: people, three hosts on the old version, no release. */
export async function setStage(server: string, dist: string, toldAt: string): Promise<void> {
  const url = await createDatabase(server, SEED);
  const dataDir = mkdtempSync(join(tmpdir(), 'release-console-kill-'));
  const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
  const app = await builtConsole(dist, { url, dataDir, env });
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const admin = await signIn(app, ADMIN.email, ADMIN.password);
    const project = await ok(admin('POST', '/projects', { code: 'kill', name: 'Kill' }));
    for (const name of ['manager', 'approver']) {
      const user = { email: `${name}@example.com`, name, password: passwordOf(name) };
      const { id } = await ok(admin('POST', '/users', user));
      await ok(admin('PUT', `/projects/${project.id}/members/${id}`, { role: 'release_manager' }));
    }
    const hook = { projectId: project.id, name: 'told', kind: 'webhook', url: toldAt };
    const channel = await ok(admin('POST', '/notification-channels', hook));
    await ok(admin('PUT', `/notification-channels/${channel.id}/subscriptions`, { items: [{}] }));
    await addFleet(url, project.id);
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function addFleet(url: string, projectId: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`INSERT INTO bins (name, project_id, created_at) VALUES ($1, $2, now())`, [
      BIN,
      projectId,
    ]);
    for (const [version, digest] of [
      ['1', OLD],
      ['2', NEW],
    ]) {
      await client.query(
        `INSERT INTO bin_versions (bin_id, version, created_at) SELECT id, $1, now() FROM bins`,
        [version],
      );
      await client.query(
        `INSERT INTO artifacts (version_id, arch, sha256, size_bytes, file_name, uploaded_at)
         SELECT id, 'amd64', $2, 1, 'killed', now() FROM bin_versions WHERE version = $1`,
        [version, digest],
      );
    }
    for (const id of NODES) await addNode(client, projectId, id);
  } finally {
    await client.end();
  }
}

async function addNode(client: pg.Client, projectId: string, id: string): Promise<void> {
  await client.query(
    `INSERT INTO nodes (id, name, arch, lifecycle, protocol) VALUES ($1, $1, 'amd64', 'active', 'agent')`,
    [id],
  );
  await client.query(
    `INSERT INTO node_memberships (node_id, project_id, environment_id)
     SELECT $1, $2, id FROM environments WHERE project_id = $2 AND code = 'production'`,
    [id, projectId],
  );
  await client.query('INSERT INTO node_tokens (node_id, sha256) VALUES ($1, $2)', [
    id,
    createHash('sha256').update(`rcn_${id}`).digest(),
  ]);
  // An hour is longer than any story takes, so nobody is held for silent.
  await client.query(
    `INSERT INTO node_presence (node_id, last_seen_at, expected_seconds) VALUES ($1, now(), 3600)`,
    [id],
  );
  await client.query(
    `INSERT INTO desired_state (node_id, bin_id, sha256, version_id, action, generation, source)
     SELECT $1, v.bin_id, $2, v.id, 'activate', 1, 'adopted' FROM bin_versions v WHERE v.version = '1'`,
    [id, OLD],
  );
  await client.query(
    `INSERT INTO observed_state (node_id, bin_id, sha256, source, healthy, generation, reported_at, running_since)
     SELECT node_id, bin_id, sha256, 'process', true, 1, now(), now() FROM desired_state WHERE node_id = $1`,
    [id],
  );
}
