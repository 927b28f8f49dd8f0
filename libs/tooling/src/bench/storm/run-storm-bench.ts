import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiSession } from '../../demo/api-session.js';
import { freePorts } from '../../processes/free-ports.js';
import { until } from '../../processes/until.js';
import { round2 } from '../figures.js';
import { MeasuredServer } from '../measured-server.js';
import { settledNodes } from '../nodes.js';
import { blow, type Blown } from './blow.js';
import { countOf } from './calls.js';
import { FleetBeside } from './fleet-beside.js';
import { releaseBeside } from './release-beside.js';

const ADMIN = { email: 'bench@example.com', password: 'measure twice, cut once' };
const NODES = 64;
const CONNECTIONS = 64;
const WORKED_OFF_MS = 300_000;
const PAGE = 200;

export interface Beside {
  readonly releaseSeconds: number;
  readonly syncP50Ms: number;
  readonly syncP99Ms: number;
}

export interface StormResult {
  readonly calls: number;
  readonly blown: Blown;
  readonly expected: Readonly<Record<'accepted' | 'again' | 'forged', number>>;
  /** As the console lists them afterwards. */
  readonly kept: { readonly deliveries: number; readonly again: number; readonly builds: number };
  readonly isComplete: boolean;
  /** From the last answer until nothing was left to do. */
  readonly workedOffSeconds: number;
  readonly quiet: Beside;
  readonly inStorm: Beside;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Calls of builds as fast as asked, beside a fleet that is released to; and what is left of them. */
export async function runStormBench(
  print: (line: string) => void,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<StormResult> {
  const dir = mkdtempSync(join(tmpdir(), 'release-console-bench-'));
  // The embedded database runs as another user when we are root.
  chmodSync(dir, 0o711);
  const [port = 0] = await freePorts(1);
  const env = {
    ...{ HOST: '127.0.0.1', DATA_DIR: join(dir, 'console'), LOG_LEVEL: 'fatal', SYNC_INTERVAL_SECONDS: '1' },
    ...{ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
  };
  const started = { port, workDir: join(dir, 'server'), healthPath: '/health', env };
  const server = await MeasuredServer.start('apps/api/dist/main.js', started);
  let fleet: FleetBeside | undefined;
  try {
    const apiUrl = `${server.url}/api/v1`;
    print(`Preparing ${NODES} nodes`);
    const nodes = await settledNodes(apiUrl, ADMIN, NODES);
    fleet = new FleetBeside(apiUrl, nodes);
    const session = await ApiSession.signIn(apiUrl, ADMIN.email, ADMIN.password);
    const source = await aSource(session);
    print('A release while it is quiet');
    const quiet = await besideOf(session, fleet, { version: '2.0.0', file: 'README.md' });
    print(`A release while ${perSecond} calls a second come in for ${seconds} s`);
    const calls = perSecond * seconds;
    const beside = besideOf(session, fleet, { version: '3.0.0', file: 'LICENSE' });
    const [blown, inStorm] = await Promise.all([
      blow(server.url, source, { calls, perSecond, connections: CONNECTIONS }),
      beside,
    ]);
    const over = performance.now();
    await until('the end of the work', WORKED_OFF_MS, async () =>
      (await firstOf(session, source.id)).items.length === 0 ? true : undefined,
    );
    const workedOffSeconds = round2((performance.now() - over) / 1_000);
    const kept = await keptOf(session, source.id);
    const expected = {
      accepted: countOf('new', calls),
      again: countOf('again', calls),
      forged: countOf('forged', calls),
    };
    const isComplete =
      blown.errors === 0 &&
      blown.byStatus['202'] === expected.accepted &&
      blown.byStatus['200'] === expected.again &&
      blown.byStatus['401'] === expected.forged &&
      kept.deliveries === expected.accepted &&
      kept.builds === expected.accepted &&
      kept.again === expected.again;
    return { calls, blown, expected, kept, isComplete, workedOffSeconds, quiet, inStorm };
  } finally {
    await fleet?.end();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function aSource(session: ApiSession): Promise<{ id: string; path: string; secret: string }> {
  const { items } = await session.get<Page<{ id: string }>>('/projects');
  const made = await session.post<{ source: { id: string }; secret: string }>('/ci/sources', {
    ...{ projectId: items[0]?.id, kind: 'generic', name: 'Storm' },
  });
  return { id: made.source.id, secret: made.secret, path: `/api/v1/webhooks/generic/${made.source.id}` };
}

async function besideOf(
  session: ApiSession,
  fleet: FleetBeside,
  what: { readonly version: string; readonly file: string },
): Promise<Beside> {
  fleet.takeLatencies();
  const releaseSeconds = round2(await releaseBeside(session, what));
  const took = [...fleet.takeLatencies()].sort((a, b) => a - b);
  const at = (share: number): number => round2(took[Math.floor((took.length - 1) * share)] ?? Number.NaN);
  return { releaseSeconds, syncP50Ms: at(0.5), syncP99Ms: at(0.99) };
}

function firstOf(session: ApiSession, sourceId: string): Promise<Page<unknown>> {
  return session.get(`/ci/deliveries?sourceId=${sourceId}&state=waiting&limit=1`);
}

async function keptOf(session: ApiSession, sourceId: string): Promise<StormResult['kept']> {
  let [deliveries, again, builds] = [0, 0, 0];
  for await (const { duplicates } of every<{ duplicates: number }>(
    session,
    `/ci/deliveries?sourceId=${sourceId}`,
  )) {
    deliveries += 1;
    again += duplicates;
  }
  for await (const _ of every(session, `/ci/builds?sourceId=${sourceId}`)) builds += 1;
  return { deliveries, again, builds };
}

async function* every<T>(session: ApiSession, path: string): AsyncGenerator<T> {
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<T> = await session.get(`${path}&limit=${PAGE}${from}`);
    yield* page.items;
    cursor = page.nextCursor;
  }
}
