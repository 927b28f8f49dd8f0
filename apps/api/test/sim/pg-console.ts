import {
  wayBackId,
  type Answer,
  type Call,
  type Console,
  type EnvironmentName,
  type Setting,
  type StoredState,
} from '@release-console/fleet-sim';
import pg from 'pg';
import type { ReleaseDraft } from '../../src/releases/planning/release-draft.js';
import { ChangeReader } from './changes.js';
import { declaredOf } from './draft.js';
import { BARRIER, type Asked, type Told } from './messages.js';
import { ConsoleProcess } from './process.js';
import { beginAnew, ENVIRONMENTS, setStage } from './stage.js';

const DAY_MS = 86_400_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';
const OF_ENGINES: readonly Call['kind'][] = ['tick', 'due', 'join'];
/** So often both processes look at the same moment, as they do when a notification reaches both; one of them is to win. */
const LOOKS_PER_RACE = 3;
/** The first of the two holds what it looks at for so long that the other one surely comes upon it. */
const DWELL_MS = 10;
/** What processes may remember of nodes is changed by these. */
const AROUND: readonly Call['kind'][] = ['move', 'quarantine', 'withdraw'];

export interface PgConsoleOptions {
  /** Of a migrated database that nobody else uses. */
  readonly url: string;
  readonly dist: string;
  /** The bundle of `child.ts`. */
  readonly program: string;
  readonly folder: string;
}

/** The real console on PostgreSQL: two processes on one database, and a look into its tables after each call. */
export class PgConsole implements Console {
  private readonly changes: ChangeReader;
  private scenario: Setting = { nodes: [], builds: [], promotion: null };
  private ids = new Map<string, string>();
  private names = new Map<string, string>();
  private barrier = 0;
  private turn = 0;
  /** Each world begins at the same hour of the same day of a later week, because a process never sees its clock go back. */
  private days = 0;

  private constructor(
    private readonly client: pg.Client,
    private readonly processes: readonly ConsoleProcess[],
  ) {
    this.changes = new ChangeReader(client);
  }

  static async start({ url, dist, program, folder }: PgConsoleOptions): Promise<PgConsole> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const processes = [1, 2].map(() => new ConsoleProcess(program, dist, url, folder));
    const console = new PgConsole(client, processes);
    try {
      await Promise.all(processes.map((process) => process.started()));
      await setStage(client);
      return console;
    } catch (error) {
      await console.end();
      throw error;
    }
  }

  /** Nothing of the last schedule is left. */
  async beginAnew(scenario: Setting): Promise<void> {
    this.scenario = scenario;
    this.ids = new Map();
    this.names = new Map();
    this.days += 7;
    await beginAnew(this.client, scenario);
    await this.raiseBarrier();
  }

  async end(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.end()));
    await this.client.end();
  }

  state(): Promise<StoredState> {
    return this.changes.state(this.nameOf);
  }

  async perform(call: Call, now: number): Promise<Answer> {
    const told = await this.ask(call, now);
    if (told.made !== null && !this.names.has(told.made)) this.name(told.made, call);
    const changes = await this.changes.take(this.nameOf);
    if (changes.writes.length > 0 || AROUND.includes(call.kind)) await this.raiseBarrier();
    const newRelease = call.kind === 'order' && told.made !== null ? await this.newRelease(told.made) : null;
    return {
      ...{ refusal: told.refusal, wishes: told.wishes, touched: [], newRelease },
      ...changes,
      history: changes.history.map((line) => ({ ...line, at: line.at - this.days * DAY_MS })),
    };
  }

  private async ask(call: Call, now: number): Promise<Extract<Told, { wishes: unknown }>> {
    const nodeId = call.kind === 'report' ? call.report.nodeId : call.kind === 'move' ? call.nodeId : null;
    const node = this.scenario.nodes.find(({ id }) => id === nodeId);
    const asked: Asked = {
      call: shifted(call, this.days * DAY_MS),
      releaseId: 'releaseId' in call ? (this.ids.get(call.releaseId) ?? NOBODY) : null,
      environmentId: node ? ENVIRONMENTS[node.environment] : '',
      intervalSeconds: node?.intervalSeconds ?? 0,
      now: now + this.days * DAY_MS,
      barrier: this.barrier,
      dwellMs: 0,
    };
    const [first, second] = this.processes;
    if (!first || !second) throw new Error('there are two processes');
    this.turn += 1;
    // The judge comes to the same in every process.
    if (call.kind === 'judge') {
      const [told] = await Promise.all([first.ask(asked), second.ask(asked)]);
      return told;
    }
    if (OF_ENGINES.includes(call.kind) && this.turn % LOOKS_PER_RACE === 0) {
      const slow = first.ask({ ...asked, dwellMs: DWELL_MS });
      const [told] = await Promise.all([slow, second.ask(asked)]);
      return told;
    }
    return (this.turn % 2 === 0 ? first : second).ask(asked);
  }

  /** What a process remembers of others' changes is right from the next call on. */
  private async raiseBarrier(): Promise<void> {
    this.barrier += 1;
    await this.client.query('SELECT pg_notify($1, $2)', [BARRIER, String(this.barrier)]);
  }

  private name(id: string, call: Call): void {
    if (call.kind !== 'create' && call.kind !== 'order') return;
    const name =
      call.kind === 'create' ? call.releaseId : wayBackId(call.releaseId, (taken) => this.ids.has(taken));
    this.ids.set(name, id);
    this.names.set(id, name);
  }

  private readonly nameOf = (id: string): string => this.names.get(id) ?? id;

  private async newRelease(id: string): Promise<Answer['newRelease']> {
    const { rows } = await this.client.query<{ draft: ReleaseDraft; environment: EnvironmentName }>(
      'SELECT r.draft, e.code AS environment FROM releases r JOIN environments e ON e.id = r.environment_id WHERE r.id = $1',
      [id],
    );
    const [row] = rows;
    const digestOf = (version: string): string =>
      this.scenario.builds.find((build) => build.version === version)?.digest ?? version;
    return row ? { id: this.nameOf(id), plan: declaredOf(row.environment, row.draft, digestOf) } : null;
  }
}

/** The moments that a call names, as the processes count. */
function shifted(call: Call, shiftMs: number): Call {
  if (call.kind === 'order' && call.startAt !== null) return { ...call, startAt: call.startAt + shiftMs };
  if (call.kind !== 'freeze' || !call.freeze) return call;
  const { times } = call.freeze;
  const moved = (moment: number | null): number | null => (moment === null ? null : moment + shiftMs);
  const later =
    times.kind === 'once'
      ? { ...times, startsAt: times.startsAt + shiftMs, endsAt: times.endsAt + shiftMs }
      : { ...times, validFrom: moved(times.validFrom), validUntil: moved(times.validUntil) };
  return { ...call, freeze: { ...call.freeze, times: later } };
}
