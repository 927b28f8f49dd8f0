import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../processes/free-ports.js';
import { requestsOf, TITLES } from './cases.js';
import { figuresOf, ratioOf, type CaseFigures, type CaseId, type Ratio, type Rounds } from './figures.js';
import { measure, type Slice } from './load.js';
import { MeasuredServer } from './measured-server.js';
import { settledNodes } from './nodes.js';

const ROUNDS = 5;
const SLICE_SECONDS = 1;
const NODES = 64;
const CONNECTIONS = 32;
const ADMIN = { email: 'bench@example.com', password: 'measure twice, cut once' };
const CASES = Object.keys(TITLES) as CaseId[];

export interface BenchResult {
  readonly machine: {
    readonly processors: number;
    readonly model: string;
    readonly node: string;
    readonly platform: string;
  };
  readonly method: string;
  readonly cases: readonly CaseFigures[];
  readonly ratios: readonly Ratio[];
  readonly seconds: number;
}

type Servers = Readonly<Record<'console' | 'fastify' | 'seed', MeasuredServer>>;
type Print = (line: string) => void;

/** Every figure beside its peer in one run, because only their ratio outlives the machine. */
export async function runBench(print: Print, interrupted: AbortSignal): Promise<BenchResult> {
  const began = Date.now();
  const dir = mkdtempSync(join(tmpdir(), 'release-console-bench-'));
  // The embedded database runs as another user when we are root.
  chmodSync(dir, 0o711);
  const started: MeasuredServer[] = [];
  try {
    const servers = await startServers(dir, started);
    print(`Preparing ${NODES} nodes`);
    const nodes = await settledNodes(`${servers.console.url}/api/v1`, ADMIN, NODES);
    const requests = requestsOf(nodes);
    const slice = (id: CaseId): Promise<Slice> =>
      measure(serverOf(servers, id), requests[id], { seconds: SLICE_SECONDS, connections: CONNECTIONS });
    print('Warming up');
    for (const id of CASES) await slice(id);
    const rounds: Rounds[number][] = [];
    for (let round = 1; round <= ROUNDS && !interrupted.aborted; round += 1) {
      print(`Round ${round} of ${ROUNDS}`);
      rounds.push(await oneRound(slice, round));
    }
    if (interrupted.aborted) throw new Error('interrupted, so nothing is reported');
    return resultOf(rounds, began);
  } finally {
    await Promise.all(started.map((server) => server.stop()));
    rmSync(dir, { recursive: true, force: true });
  }
}

async function startServers(dir: string, started: MeasuredServer[]): Promise<Servers> {
  const [consolePort = 0, fastifyPort = 0, seedPort = 0] = await freePorts(3);
  const start = async (
    name: string,
    program: string,
    port: number,
    healthPath: string,
    env = {},
  ): Promise<MeasuredServer> => {
    const server = await MeasuredServer.start(program, { port, workDir: join(dir, name), healthPath, env });
    started.push(server);
    return server;
  };
  const settings = {
    HOST: '127.0.0.1',
    DATA_DIR: join(dir, 'console'),
    LOG_LEVEL: 'fatal',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
  };
  return {
    console: await start('console', 'apps/api/dist/main.js', consolePort, '/health', settings),
    fastify: await start('fastify', 'libs/tooling/dist/bench/servers/bare-fastify.js', fastifyPort, '/'),
    seed: await start('seed', 'libs/tooling/dist/bench/servers/seed-calls.js', seedPort, '/api/v1/bins/x'),
  };
}

/** Another order each time, so that no case always follows the same neighbour. */
async function oneRound(slice: (id: CaseId) => Promise<Slice>, round: number): Promise<Rounds[number]> {
  const order = [...CASES.slice(round % CASES.length), ...CASES.slice(0, round % CASES.length)];
  const slices: Partial<Record<CaseId, Slice>> = {};
  for (const id of order) slices[id] = await slice(id);
  return slices as Rounds[number];
}

function serverOf(servers: Servers, id: CaseId): MeasuredServer {
  if (id === 'seed_calls') return servers.seed;
  return id === 'fastify_get' || id === 'fastify_post' ? servers.fastify : servers.console;
}

function resultOf(rounds: Rounds, began: number): BenchResult {
  return {
    machine: {
      processors: availableParallelism(),
      model: cpus()[0]?.model ?? 'unknown',
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    },
    method:
      `Medians of ${ROUNDS} interleaved rounds of ${SLICE_SECONDS} s, ${CONNECTIONS} kept connections, ${NODES} nodes, 127.0.0.1, no TLS; each server a ` +
      'process of its own. CPU is user + system time of the server process (not of PostgreSQL). A ratio divides CPU per request within each round.',
    cases: CASES.map((id) => figuresOf(id, TITLES[id], rounds)),
    ratios: [
      ratioOf(
        'get_bin/fastify',
        'GET /bins/:name / the same on bare Fastify',
        rounds,
        'get_bin',
        'fastify_get',
      ),
      ratioOf(
        'sync_idle/fastify',
        'idle sync / the same on bare Fastify',
        rounds,
        'sync_idle',
        'fastify_post',
      ),
      ratioOf(
        'sync_report/sync_idle',
        'sync with a durable report / idle sync',
        rounds,
        'sync_report',
        'sync_idle',
      ),
      ratioOf(
        'sync_idle/seed_four',
        'idle sync / the four calls that it replaces, from memory',
        rounds,
        'sync_idle',
        'seed_calls',
        4,
      ),
      ratioOf(
        'sync_report/seed_four',
        'sync with a durable report / the four calls, from memory',
        rounds,
        'sync_report',
        'seed_calls',
        4,
      ),
    ],
    seconds: Math.round((Date.now() - began) / 1000),
  };
}
