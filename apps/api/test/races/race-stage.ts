import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { Witness } from './witness.js';
import { RaceOrders, type Modules, type RacePerson } from './race-orders.js';
import { ok, signIn, type Person, type Said } from '../scratch/person.js';

export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' };
export const BIN = 'raced';
/** The first one makes the releases; those after it may approve them. */
export const PEOPLE = ['ana', 'ben', 'cai', 'dan'] as const;
export type Who = (typeof PEOPLE)[number] | 'admin';

const ROLE = 'release_manager';
const VERSIONS = ['1', '2'];
const OF_ONE_RACE = [
  ...['release_events', 'release_target_bins', 'release_targets', 'release_approvals', 'approval_requests'],
  ...['releases', 'desired_state'],
];

/** A project, its people and two hosts, on which one race after the other is run. */
export class RaceStage {
  readonly witness: Witness;

  private constructor(
    readonly client: pg.Client,
    readonly projectId: string,
    readonly environmentId: string,
    readonly ids: ReadonlyMap<Who, string>,
    private readonly callers: ReadonlyMap<Who, Person>,
    readonly orders: RaceOrders,
  ) {
    this.witness = new Witness(client);
  }

  static async set(app: NestFastifyApplication, url: string, modules: Modules): Promise<RaceStage> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const admin = await signIn(app, ADMIN.email, ADMIN.password);
    const project = await ok(admin('POST', '/projects', { code: 'race', name: 'Race' }));
    const callers = new Map<Who, Person>([['admin', admin]]);
    const ids = new Map<Who, string>();
    for (const name of PEOPLE) {
      const user = { email: `${name}@example.com`, name, password: `password of ${name}` };
      const { id } = await ok(admin('POST', '/users', user));
      ids.set(name, id);
      await ok(admin('PUT', `/projects/${project.id}/members/${id}`, { role: ROLE }));
      callers.set(name, await signIn(app, user.email, user.password));
    }
    const production = project.environments.find(({ code }: { code: string }) => code === 'production');
    const orders = await RaceOrders.of(app, modules, project.id);
    const stage = new RaceStage(client, project.id, production.id, ids, callers, orders);
    await stage.addFleet();
    await stage.witness.begin();
    return stage;
  }

  as(who: Who): Person {
    const caller = this.callers.get(who);
    if (!caller) throw new Error(`nobody is called ${who}`);
    return caller;
  }

  person(who: Who): RacePerson {
    return { id: this.ids.get(who) ?? '', name: who };
  }

  /** Everybody's role when a race begins, by their id. */
  get roles(): ReadonlyMap<string, string> {
    return new Map(PEOPLE.map((who) => [this.ids.get(who) ?? who, ROLE]));
  }

  policy(minimum: number): object {
    return {
      levels: [{ roles: [ROLE], userIds: [], minimum }],
      allowsOwnWork: false,
      expiresAfterHours: null,
    };
  }

  /** As it is when a race begins. */
  async reset(minimum: number): Promise<void> {
    const { client } = this;
    for (const table of OF_ONE_RACE) await client.query(`DELETE FROM ${table}`);
    await client.query('UPDATE environments SET approval_policy = $2 WHERE id = $1', [
      this.environmentId,
      this.policy(minimum),
    ]);
    await this.resetVersions();
    const { rows } = await client.query<{ user_id: string }>(
      'SELECT user_id FROM project_members WHERE role = $1',
      [ROLE],
    );
    const isMember = (who: Who): boolean => rows.some(({ user_id }) => user_id === this.ids.get(who));
    for (const who of PEOPLE)
      if (!isMember(who))
        await ok(
          this.as('admin')('PUT', `/projects/${this.projectId}/members/${this.ids.get(who)}`, {
            role: ROLE,
          }),
        );
  }

  draft(version: string): object {
    return {
      project: 'race',
      environment: 'production',
      bins: [{ bin: BIN, version }],
      strategy: { type: 'rolling', batch: '100%' },
      maxUnavailable: 2,
      minReadySeconds: 0,
    };
  }

  async planHashOf(releaseId: string): Promise<string> {
    const sql = 'SELECT plan_hash FROM releases WHERE id = $1';
    const { rows } = await this.client.query<{ plan_hash: string }>(sql, [releaseId]);
    return rows[0]?.plan_hash ?? '';
  }

  demote(who: Who): Promise<Said> {
    const path = `/projects/${this.projectId}/members/${this.person(who).id}`;
    return this.as('admin')('PUT', path, { role: 'viewer' });
  }

  voidRequests(minimum: number): Promise<Said> {
    const path = `/projects/${this.projectId}/environments/${this.environmentId}/approval-policy`;
    return this.as('admin')('PUT', path, { ...this.policy(minimum), openRequests: 'void' });
  }

  /** A build for another kind of host, of the version that is asked for. */
  upload(): Promise<Said> {
    const headers = { 'content-type': 'application/octet-stream' };
    const path = `/bins/${BIN}/versions/1/artifacts/arm64`;
    return this.as('ana')('PUT', path, Buffer.from('raced on arm64'), headers);
  }

  end(): Promise<void> {
    return this.client.end();
  }

  private async addFleet(): Promise<void> {
    await this.client.query(`INSERT INTO bins (name, project_id, created_at) VALUES ($1, $2, now())`, [
      BIN,
      this.projectId,
    ]);
    for (const id of ['race-0', 'race-1']) {
      await this.client.query(
        `INSERT INTO nodes (id, name, arch, lifecycle, protocol) VALUES ($1, $1, 'amd64', 'active', 'agent')`,
        [id],
      );
      await this.client.query(
        'INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ($1, $2, $3)',
        [id, this.projectId, this.environmentId],
      );
    }
  }

  /** Artifacts can't be removed one by one. */
  private async resetVersions(): Promise<void> {
    const { rows } = await this.client.query<{ ready: number }>(
      `SELECT count(*)::int AS ready FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
       WHERE v.withdrawn_at IS NULL HAVING count(*) = (SELECT count(*) FROM artifacts)`,
    );
    if (rows[0]?.ready === VERSIONS.length) return;
    await this.client.query('TRUNCATE bin_versions, artifacts CASCADE');
    for (const version of VERSIONS) await this.addVersion(version);
  }

  private async addVersion(version: string): Promise<void> {
    await this.client.query(
      `INSERT INTO bin_versions (bin_id, version, created_at) SELECT id, $1, now() FROM bins WHERE name = $2`,
      [version, BIN],
    );
    await this.client.query(
      `INSERT INTO artifacts (version_id, arch, sha256, size_bytes, file_name, uploaded_at)
       SELECT id, 'amd64', $2, 1, 'raced', now() FROM bin_versions WHERE version = $1`,
      [version, createHash('sha256').update(`raced ${version}`).digest('hex')],
    );
  }
}
