import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import type { Database } from '../../src/platform/database/index.js';
import type { ReleaseEngine } from '../../src/releases/engine/release-engine.js';
import type { ReleaseTargetsRepository } from '../../src/releases/store/release-targets.repository.js';
import { fromDist } from '../scratch/built-console.js';
import { ok, signIn, type Person } from '../scratch/person.js';
import { middleOf, type Cost } from './costs.js';
import { addFleet, BIN, letReport, type Query } from './fleet.js';
import { Meter } from './meter.js';

export const ADMIN = { email: 'bench@example.com', password: 'measure twice, cut once' };
export const CHANGED = 100;
const AT_WORK = 400;
const LOOKS = 5;

const WORKS = [
  'look, 100 changed',
  'look, nothing new',
  'first look',
  'preview',
  'dry run of deploy',
  'deploy',
  'list of releases',
  'one release',
  'list of nodes',
] as const;
export type Work = (typeof WORKS)[number];

const DRAFT = {
  project: 'edge',
  environment: 'production',
  bins: [{ bin: BIN, version: '2.0.0' }],
  strategy: { type: 'rolling', batch: '100%' },
  maxUnavailable: AT_WORK,
  minReadySeconds: 0,
  nodeDeadlineSeconds: 3_600,
  darkAfterSeconds: 3_600,
};

interface Parts {
  readonly database: Database;
  readonly engine: ReleaseEngine;
  readonly targets: ReleaseTargetsRepository;
}

/** A console whose engine looks only when it is told to, over a fleet of one size. Its clock stands still. */
export class BenchedFleet {
  private readonly meter: Meter;
  private now = Date.now();

  private constructor(
    private readonly client: pg.Client,
    private readonly admin: Person,
    private readonly parts: Parts,
  ) {
    this.meter = new Meter(client);
  }

  static async start(
    app: NestFastifyApplication,
    client: pg.Client,
    dist: string,
    nodes: number,
  ): Promise<BenchedFleet> {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const { ReleaseTicker } = await fromDist<typeof import('../../src/releases/engine/release-ticker.js')>(
      dist,
      'releases/engine/release-ticker.js',
    );
    await app.get(ReleaseTicker, { strict: false }).beforeApplicationShutdown();
    const admin = await signIn(app, ADMIN.email, ADMIN.password);
    const project = await ok(admin('POST', '/projects', { code: 'edge', name: 'Edge' }));
    const environmentId = project.environments.find(({ code }: { code: string }) => code === 'production').id;
    const rules = { requiredApprovals: 0 };
    await ok(admin('PUT', `/projects/${project.id}/environments/${environmentId}`, rules));
    await addFleet(queryOf(client), { projectId: project.id, environmentId }, nodes);
    const fleet = new BenchedFleet(client, admin, await partsOf(app, dist));
    const { Clock } = await fromDist<typeof import('../../src/platform/clock/index.js')>(
      dist,
      'platform/clock/index.js',
    );
    Object.assign(app.get(Clock), { millis: () => fleet.now, now: () => new Date(fleet.now) });
    return fleet;
  }

  async measureAll(): Promise<Readonly<Record<Work, Cost>>> {
    const costs = new Map<Work, Cost>();
    const { admin } = this;
    const once = async (work: Work, run: () => Promise<unknown>): Promise<void> =>
      void costs.set(work, await this.measure(run));
    await once('preview', () => ok(admin('POST', '/releases/preview', DRAFT)));
    const { id } = await ok(admin('POST', '/releases', DRAFT));
    await ok(admin('POST', `/releases/${id}/submit`, {}));
    await once('dry run of deploy', () => ok(admin('POST', `/releases/${id}/deploy?dryRun=true`, {})));
    await once('deploy', () => ok(admin('POST', `/releases/${id}/deploy`, {})));
    await once('first look', () => this.parts.engine.tick(id));
    // All of them are looked at once more soon after they were asked.
    this.now += 2_000;
    await this.parts.engine.tick(id);
    const looks: Cost[] = [];
    while (looks.length < LOOKS) looks.push(await this.lookAtChanged(id));
    costs.set('look, 100 changed', middleOf(looks));
    await once('look, nothing new', () => this.parts.engine.tick(id));
    await once('list of releases', () => ok(admin('GET', '/releases?limit=50')));
    await once('one release', () => ok(admin('GET', `/releases/${id}`)));
    await once('list of nodes', () => ok(admin('GET', '/nodes?limit=50')));
    return Object.fromEntries(WORKS.map((work) => [work, costs.get(work)])) as Record<Work, Cost>;
  }

  private async lookAtChanged(id: string): Promise<Cost> {
    const { database, engine, targets } = this.parts;
    this.now += 10;
    const nodeIds = await letReport(queryOf(this.client), id, CHANGED, this.now);
    const heard = nodeIds.map((nodeId) => ({ nodeId, binId: null }));
    await database.transaction((tx) => targets.touch(tx, heard));
    return this.measure(() => engine.tick(id));
  }

  private measure(work: () => Promise<unknown>): Promise<Cost> {
    return this.meter.measure((inside) => this.parts.database.enclose(inside), work);
  }
}

function queryOf(client: pg.Client): Query {
  return async (sql, parameters) => (await client.query(sql, parameters)).rows;
}

async function partsOf(app: NestFastifyApplication, dist: string): Promise<Parts> {
  const { Database: database } = await fromDist<typeof import('../../src/platform/database/index.js')>(
    dist,
    'platform/database/index.js',
  );
  const { ReleaseEngine: engine } = await fromDist<
    typeof import('../../src/releases/engine/release-engine.js')
  >(dist, 'releases/engine/release-engine.js');
  const { ReleaseTargetsRepository: targets } = await fromDist<
    typeof import('../../src/releases/store/release-targets.repository.js')
  >(dist, 'releases/store/release-targets.repository.js');
  const strict = { strict: false };
  return { database: app.get(database), engine: app.get(engine), targets: app.get(targets, strict) };
}
