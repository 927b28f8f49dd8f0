import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { ok, signIn, type Person } from '../scratch/person.js';
import type { Race } from './draw-race.js';
import { keepPrepared } from './kept-prepared.js';
import { KeptStates } from './kept-states.js';
import { PEOPLE, type Who } from './raced-people.js';
import { RaceOrders, type Modules, type RacePerson } from './race-orders.js';
import { Witness, type Note } from './witness.js';

export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' };
const BIN = 'raced';
const ROLE = 'release_manager';
const VERSIONS = ['1', '2'];
const NOTHING_ASKED = 'nothing asked';

/** How a race begins: a release, and what was noted of it until then. */
export interface Beginning {
  readonly id: string;
  readonly planHash: string;
  readonly notes: readonly (readonly Note[])[];
}

/** A project, its people and two hosts, on which one race after the other is run. */
export class RaceStage {
  readonly witness: Witness;
  readonly states: KeptStates;
  private readonly beginnings = new Map<string, Beginning>();
  private undoPrepared: () => void = () => undefined;

  private constructor(
    readonly client: pg.Client,
    private readonly environmentId: string,
    private readonly ids: ReadonlyMap<Who, string>,
    readonly orders: RaceOrders,
  ) {
    this.witness = new Witness(client);
    this.states = new KeptStates(client);
  }

  static async set(app: NestFastifyApplication, url: string, modules: Modules): Promise<RaceStage> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const admin = await signIn(app, ADMIN.email, ADMIN.password);
    const project = await ok(admin('POST', '/projects', { code: 'race', name: 'Race' }));
    const ids = new Map<Who, string>();
    for (const name of PEOPLE) ids.set(name, await newMember(admin, project.id, name));
    const production = project.environments.find(({ code }: { code: string }) => code === 'production');
    const { id: adminId } = await ok(admin('GET', '/auth/me'));
    const place = { projectId: project.id, environmentId: production.id, bin: BIN };
    const orders = await RaceOrders.of(app, modules, place, { id: adminId, name: 'admin' });
    const stage = new RaceStage(client, production.id, ids, orders);
    await stage.addFleet(project.id);
    await stage.witness.begin();
    await stage.states.begin();
    stage.undoPrepared = keepPrepared();
    await stage.states.keep(NOTHING_ASKED);
    return stage;
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

  /** The console brings it about once; from then on it is put back. */
  async begin({ minimum, isDraft, given }: Pick<Race, 'minimum' | 'isDraft' | 'given'>): Promise<Beginning> {
    const state = `${minimum} of ${given.join(' ')}${isDraft ? ', a draft' : ''}`;
    const known = this.beginnings.get(state);
    await this.states.putBack(known ? state : NOTHING_ASKED);
    if (known) return known;
    const policy = [this.environmentId, this.policy(minimum)];
    await this.client.query('UPDATE environments SET approval_policy = $2 WHERE id = $1', policy);
    const id = await this.orders.create(this.person('ana'), this.draft('1'), !isDraft);
    const planHash = await this.planHashOf(id);
    for (const who of given) await this.orders.approve(this.person(who), id, planHash);
    const beginning = { id, planHash, notes: [...(await this.witness.take()).values()] };
    await this.states.keep(state);
    this.beginnings.set(state, beginning);
    return beginning;
  }

  async end(): Promise<void> {
    this.undoPrepared();
    await this.client.end();
  }

  private async planHashOf(releaseId: string): Promise<string> {
    const sql = 'SELECT plan_hash FROM releases WHERE id = $1';
    const { rows } = await this.client.query<{ plan_hash: string }>(sql, [releaseId]);
    return rows[0]?.plan_hash ?? '';
  }

  private async addFleet(projectId: string): Promise<void> {
    await this.client.query(`INSERT INTO bins (name, project_id, created_at) VALUES ($1, $2, now())`, [
      BIN,
      projectId,
    ]);
    for (const id of ['race-0', 'race-1']) {
      await this.client.query(
        `INSERT INTO nodes (id, name, arch, lifecycle, protocol) VALUES ($1, $1, 'amd64', 'active', 'agent')`,
        [id],
      );
      await this.client.query(
        'INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ($1, $2, $3)',
        [id, projectId, this.environmentId],
      );
    }
    for (const version of VERSIONS) await this.addVersion(version);
  }

  private async addVersion(version: string): Promise<void> {
    await this.client.query(
      `INSERT INTO bin_versions (bin_id, version, created_at) SELECT id, $1, now() FROM bins WHERE name = $2`,
      [version, BIN],
    );
    await this.client.query(
      `INSERT INTO artifacts (version_id, arch, sha256, size_bytes, file_name, uploaded_at)
       SELECT id, 'any', $2, 1, 'raced', now() FROM bin_versions WHERE version = $1`,
      [version, createHash('sha256').update(`raced ${version}`).digest('hex')],
    );
  }
}

async function newMember(admin: Person, projectId: string, name: string): Promise<string> {
  const user = { email: `${name}@example.com`, name, password: `password of ${name}` };
  const { id } = await ok(admin('POST', '/users', user));
  await ok(admin('PUT', `/projects/${projectId}/members/${id}`, { role: ROLE }));
  return id;
}
