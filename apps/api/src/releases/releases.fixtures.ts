import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  eventually,
  withConsole,
  type Answer,
  type Person,
  type TestConsole,
} from '../../test/with-console.js';

/** Hosts that call without a pause only keep the console from its work. */
const CALLS_EVERY_MS = 100;

export type Outcome = 'good' | 'fails' | 'silent';

interface Wanted {
  readonly bin: string;
  readonly generation: number;
  readonly sha256: string | null;
  readonly action: 'stage' | 'activate' | 'revert';
}

interface OwnBin {
  running: string | null;
  generation: number;
}

/** A host that speaks the agent's protocol and does what its outcome says with every version that it is given. */
export class ScriptedNode {
  readonly token: string;
  readonly acted: Omit<Wanted, 'bin' | 'action'>[] = [];
  /** The same, of every bin and with what was asked, in the order in which it was done. */
  readonly log: string[] = [];
  outcome: Outcome = 'good';
  /** Silent from the moment on at which it was given something while its outcome said so. */
  isSilent = false;
  private readonly bins = new Map<string, OwnBin>();
  private stateVersion: string | undefined;
  private attempt = 0;

  constructor(
    private readonly world: ReleaseWorld,
    readonly id: string,
    bin: string,
  ) {
    this.token = `rcn_${id.padEnd(43, 'x')}`;
    this.bins.set(bin, { running: null, generation: 0 });
  }

  runs(bin = this.world.bin): string | null {
    return this.bins.get(bin)?.running ?? null;
  }

  /** Somebody changed it on the host. */
  async pretendToRun(bin: string, sha256: string): Promise<Answer> {
    const own = this.bins.get(bin);
    if (own) own.running = sha256;
    return this.send({ observed: this.observed() });
  }

  /** One call: acts on what it is given, then says what it runs. */
  async sync(app?: NestFastifyApplication): Promise<Answer> {
    if (this.isSilent) throw new Error('a silent node says nothing');
    let answer = await this.send(
      { observed: this.observed(), ...(this.stateVersion ? { stateVersion: this.stateVersion } : {}) },
      app,
    );
    this.stateVersion = answer.body.stateVersion;
    for (const wanted of (answer.body.bins ?? []) as Wanted[]) {
      const own = this.bins.get(wanted.bin) ?? { running: null, generation: 0 };
      this.bins.set(wanted.bin, own);
      if (wanted.generation > own.generation && !this.isSilent) answer = await this.act(wanted, own, app);
    }
    return answer;
  }

  send(body: object, app?: NestFastifyApplication): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.token}` };
    const whole = { agent: { version: '0.1.0', instance: this.id }, ...body };
    return this.world.console.call('POST', '/agent/sync', { headers, body: whole, ...(app ? { app } : {}) });
  }

  private async act(wanted: Wanted, own: OwnBin, app?: NestFastifyApplication): Promise<Answer> {
    const { bin, generation, sha256, action } = wanted;
    this.acted.push({ generation, sha256 });
    if (this.outcome === 'silent') {
      this.isSilent = true;
      return this.send({ observed: this.observed() }, app);
    }
    this.attempt += 1;
    const isBad = this.outcome === 'fails' && action === 'activate' && !this.world.isOld(sha256);
    own.generation = generation;
    if (sha256 !== null && !isBad && action !== 'stage') own.running = sha256;
    this.log.push(`${isBad ? 'failed to ' : ''}${action} ${bin}`);
    const error = isBad ? { code: 'HEALTH_FAILED', message: 'It did not become healthy.' } : null;
    const event = {
      id: `${this.id}-${bin}-${generation}`,
      bin,
      generation,
      attempt: this.attempt,
      seq: 1,
      phase: isBad ? 'failed' : action === 'stage' ? 'staged' : 'active',
      ...(error ? { error } : {}),
    };
    return this.send({ observed: this.observed(), events: [event] }, app);
  }

  private observed(): object[] {
    return [...this.bins].map(([bin, { running, generation }]) => ({
      bin,
      sha256: running,
      source: running ? 'process' : null,
      healthy: running ? true : null,
      generation,
      kept: [],
    }));
  }
}

/** A project with people, versions and hosts. */
export class ReleaseWorld {
  readonly bin = 'edge-proxy';
  project: { id: string; environments: readonly { id: string; code: string }[] };
  manager: Person;
  approver: Person;
  nodes: ScriptedNode[] = [];
  private readonly old = new Set<string>();

  constructor(readonly console: TestConsole) {}

  async setUp(nodeCount: number): Promise<void> {
    this.project = await this.console.newProject('edge');
    this.manager = await this.console.member(this.project.id, 'release_manager');
    this.approver = await this.console.member(this.project.id, 'release_manager');
    await this.addBin(this.bin);
    for (const version of ['1.0.0', '2.0.0', '3.0.0']) await this.addVersion(version);
    for (let index = 0; index < nodeCount; index += 1) await this.addNode(`node-${index}`);
  }

  async addBin(name: string): Promise<void> {
    await this.query(`INSERT INTO bins (name, project_id, created_at) VALUES ($1, $2, now())`, [
      name,
      this.project.id,
    ]);
  }

  environment(code: string): string {
    return this.project.environments.find((environment) => environment.code === code)?.id ?? '';
  }

  isOld(sha256: string | null): boolean {
    return sha256 !== null && this.old.has(sha256);
  }

  /** From now on these bytes work on every host. */
  markGood(version: string): void {
    this.markOldBytes(digestOf(version));
  }

  markOldBytes(sha256: string): void {
    this.old.add(sha256);
  }

  async addNode(id: string, environment = 'production'): Promise<ScriptedNode> {
    const node = new ScriptedNode(this, id, this.bin);
    await this.query(
      `INSERT INTO nodes (id, name, arch, labels, lifecycle) VALUES ($1, $1, 'amd64', '{"isp": "demo"}', 'active')`,
      [id],
    );
    await this.query(
      'INSERT INTO node_memberships (node_id, project_id, environment_id) VALUES ($1, $2, $3)',
      [id, this.project.id, this.environment(environment)],
    );
    const sha256 = createHash('sha256').update(node.token).digest();
    await this.query('INSERT INTO node_tokens (node_id, sha256) VALUES ($1, $2)', [id, sha256]);
    this.nodes.push(node);
    return node;
  }

  async addVersion(version: string, arch = 'amd64', bin = this.bin): Promise<void> {
    await this.query(
      `INSERT INTO bin_versions (bin_id, version, created_at) SELECT id, $2, now() FROM bins WHERE name = $1 ON CONFLICT DO NOTHING`,
      [bin, version],
    );
    await this.query(
      `INSERT INTO artifacts (version_id, arch, sha256, size_bytes, file_name, uploaded_at)
       SELECT v.id, $3, $4, 10, 'edge-proxy', now() FROM bin_versions v JOIN bins b ON b.id = v.bin_id WHERE b.name = $1 AND v.version = $2`,
      [bin, version, arch, digestOf(version + (arch === 'amd64' ? '' : arch))],
    );
  }

  draft(version: string, change: object = {}): object {
    return {
      project: 'edge',
      environment: 'production',
      bins: [{ bin: this.bin, version }],
      strategy: { type: 'canary', steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 100 }] },
      maxUnavailable: 10,
      minReadySeconds: 0,
      darkAfterSeconds: 60,
      nodeDeadlineSeconds: 90,
      ...change,
    };
  }

  async create(version: string, change: object = {}): Promise<Answer['body']> {
    const { status, body } = await this.manager.call('POST', '/releases', this.draft(version, change));
    if (status !== 201) throw new Error(`creating a release answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Created, approved by somebody else and deployed. */
  async deployed(version: string, change: object = {}): Promise<string> {
    const { id } = await this.create(version, { submit: true, ...change });
    await this.ok(this.approver, id, 'approve');
    for (const node of this.nodes) if (!node.isSilent) await node.sync();
    await this.ok(this.manager, id, 'deploy');
    return id;
  }

  async ok(person: Person, id: string, action: string, body: object = {}): Promise<Answer['body']> {
    const answer = await person.call('POST', `/releases/${id}/${action}`, body);
    if (answer.status !== 200)
      throw new Error(`${action} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async detail(id: string): Promise<Answer['body']> {
    return (await this.manager.call('GET', `/releases/${id}`)).body;
  }

  /** Hosts call again and again until the release is as asked. */
  async until(
    id: string,
    check: (detail: Answer['body']) => boolean,
    options: { withinMs?: number; apps?: readonly NestFastifyApplication[] } = {},
  ): Promise<Answer['body']> {
    const apps = options.apps ?? [this.console.app];
    let turn = 0;
    return eventually(
      async () => {
        for (const node of this.nodes) {
          turn += 1;
          if (!node.isSilent) await node.sync(apps[turn % apps.length]);
        }
        const detail = await this.detail(id);
        if (!check(detail))
          throw new Error(
            `release is ${detail.status} at step ${detail.step}: ${JSON.stringify([detail.progress, detail.exceptions])}`,
          );
        return detail;
      },
      options.withinMs ?? 15_000,
      CALLS_EVERY_MS,
    );
  }

  query(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    return this.console.db.source.query(sql, [...parameters]);
  }
}

export function digestOf(version: string): string {
  return createHash('sha256').update(`bytes of ${version}`).digest('hex');
}

export function withReleaseWorld(
  nodeCount: number,
  env: Readonly<Record<string, string>> = {},
): ReleaseWorld {
  // A getter is asked when the console starts, as for an address that is not known before.
  const usual = { TICK_INTERVAL_MS: '100', SYNC_INTERVAL_SECONDS: '1' };
  const console = withConsole(Object.defineProperties(usual, Object.getOwnPropertyDescriptors(env)));
  const world = new ReleaseWorld(console);
  beforeAll(() => world.setUp(nodeCount), 60_000);
  return world;
}
