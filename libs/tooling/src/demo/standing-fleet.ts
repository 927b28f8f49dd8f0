import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Host } from '../fleet/host.js';
import { publishedProgram, type Program } from '../fleet/programs.js';
import { until } from '../processes/until.js';
import { buildShops, FIRST_SHOP, SHOP } from '../shop/shop-builds.js';
import { Traffic } from '../shop/traffic.js';
import { ensureAlertRules } from './alert-rules.js';
import { ApiSession } from './api-session.js';
import { DEMO_CONFIGS } from './demo-configs.js';
import { BIN, bootFleet, planFleet, shutDownFleet } from './demo-fleet.js';
import {
  ensureBin,
  ensureProject,
  enrolmentToken,
  inventAccounts,
  signInAll,
  type Account,
  type Accounts,
  type Project,
} from './people.js';
import { ensureConfigs } from './standing-configs.js';
import { uploadAll } from './uploads.js';

export interface DemoFleet {
  readonly accounts: Accounts;
  stop(): Promise<void>;
}

interface NodeOfFleet {
  readonly id: string;
  readonly lifecycle: string;
  readonly running: readonly { readonly version: string | null }[];
}

/** Hosts of one project, the builds that there are for them, and the one that they come with. */
interface Standing {
  readonly project: { readonly code: string; readonly name: string };
  readonly hosts: readonly Host[];
  readonly builds: ReadonlyMap<string, Program>;
  readonly installed: Program;
  /** Whether they also get the demo's configuration files. */
  readonly hasConfigs: boolean;
}

const ENVIRONMENT = 'production';
const JOIN_MS = 60_000;
const SHOPS = 3;
const ORDERS_PER_SECOND = 30;

/** The demo's accounts, invented once for a data directory and kept there, readable by its owner only. */
export function demoAccounts(dataDir: string): Accounts {
  const file = join(dataDir, 'demo/accounts.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Accounts;
  const accounts = inventAccounts();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(accounts, null, 2), { mode: 0o600 });
  return accounts;
}

/** Six gateways that run version A, and three shops with customers; started again they go on where they were. */
export async function startDemoFleet(
  dataDir: string,
  apiUrl: string,
  adminAccount: Account,
): Promise<DemoFleet> {
  const accounts = demoAccounts(dataDir);
  const admin = await ApiSession.signIn(apiUrl, adminAccount.email, adminAccount.password);
  const gateways = await gatewaysIn(dataDir);
  const shops = await shopsIn(dataDir);
  const traffic = new Traffic(
    shops.hosts.map(({ plan }) => plan.port),
    ORDERS_PER_SECOND,
  );
  const stop = async (): Promise<void> => {
    traffic.stop();
    await shutDownFleet([...gateways.hosts, ...shops.hosts]);
  };
  try {
    for (const standing of [gateways, shops]) await standUp(standing, { apiUrl, admin, accounts });
  } catch (error) {
    await stop();
    throw error;
  }
  return { accounts, stop };
}

async function gatewaysIn(dataDir: string): Promise<Standing> {
  const a = publishedProgram('a');
  return {
    project: { code: 'demo', name: 'Demo' },
    hosts: await planFleet(
      join(dataDir, 'demo/hosts'),
      { fleet: 'demo' },
      { bin: BIN, configs: DEMO_CONFIGS },
    ),
    builds: new Map([
      ['A', a],
      ['B', publishedProgram('b')],
    ]),
    installed: a,
    hasConfigs: true,
  };
}

async function shopsIn(dataDir: string): Promise<Standing> {
  const builds = buildShops(join(dataDir, 'demo/shop-builds'));
  const installed = builds.get(FIRST_SHOP);
  if (!installed) throw new Error('the first build of the shop is missing');
  const hosts = await planFleet(join(dataDir, 'demo/shops'), { fleet: 'demo' }, SHOP);
  const project = { code: 'shop', name: 'Demo shop' };
  return { project, hosts: hosts.slice(0, SHOPS), builds, installed, hasConfigs: false };
}

async function standUp(
  { project: wanted, hosts, builds, installed, hasConfigs }: Standing,
  {
    apiUrl,
    admin,
    accounts,
  }: { readonly apiUrl: string; readonly admin: ApiSession; readonly accounts: Accounts },
): Promise<void> {
  const project = await ensureProject(admin, accounts, wanted);
  const bin = hosts[0]?.plan.bin ?? BIN;
  await ensureBin(admin, project.id, bin);
  await ensureAlertRules(admin, project.id, hosts[0]?.plan.metricsPath !== undefined);
  const people = await signInAll(apiUrl, accounts);
  await uploadAll(people.jenkins, bin, builds);
  const token = await enrolmentToken(admin, environmentOf(project), hosts.length, 'observing');
  bootFleet(hosts, { apiUrl, enrolmentToken: token }, installed);
  await adoptAll(people.operator, project.id, hosts.length);
  const place = { projectId: project.id, project: project.code, environment: ENVIRONMENT };
  if (hasConfigs) await ensureConfigs(people, place, bin);
}

function environmentOf({ code, environments }: Project): string {
  const found = environments.find((environment) => environment.code === ENVIRONMENT);
  if (!found) throw new Error(`The project ${code} has no environment ${ENVIRONMENT}.`);
  return found.id;
}

/** From now on they run what they ran when they came, until a release says otherwise. */
async function adoptAll(operator: ApiSession, projectId: string, hosts: number): Promise<void> {
  const nodes = await until('The arrival of the demo fleet', JOIN_MS, async () => {
    const { items } = await operator.get<{ items: readonly NodeOfFleet[] }>(`/nodes?projectId=${projectId}`);
    const haveReported = items.filter(({ running }) => running.some(({ version }) => version !== null));
    return haveReported.length >= hosts ? items : undefined;
  });
  for (const { id, lifecycle } of nodes) {
    if (lifecycle === 'observing') await operator.post(`/nodes/${id}/adopt`);
  }
}
