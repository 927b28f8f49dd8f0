import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publishedProgram } from '../fleet/programs.js';
import { until } from '../processes/until.js';
import { ApiSession } from './api-session.js';
import { BIN, bootFleet, FLEET_SIZE, planFleet, shutDownFleet } from './demo-fleet.js';
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

const PROJECT = { code: 'demo', name: 'Demo' };
const ENVIRONMENT = 'production';
const JOIN_MS = 60_000;

/** The demo's accounts, invented once for a data directory and kept there, readable by its owner only. */
export function demoAccounts(dataDir: string): Accounts {
  const file = join(dataDir, 'demo/accounts.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Accounts;
  const accounts = inventAccounts();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(accounts, null, 2), { mode: 0o600 });
  return accounts;
}

/** Six hosts that run version A, in a project of their own; started again they go on where they were. */
export async function startDemoFleet(
  dataDir: string,
  apiUrl: string,
  adminAccount: Account,
): Promise<DemoFleet> {
  const accounts = demoAccounts(dataDir);
  const admin = await ApiSession.signIn(apiUrl, adminAccount.email, adminAccount.password);
  const project = await ensureProject(admin, accounts, PROJECT);
  await ensureBin(admin, project.id, BIN);
  const people = await signInAll(apiUrl, accounts);
  const a = publishedProgram('a');
  const versions = new Map([
    ['A', a],
    ['B', publishedProgram('b')],
  ]);
  await uploadAll(people.jenkins, BIN, versions);
  const hosts = await planFleet(join(dataDir, 'demo/hosts'), { fleet: 'demo' });
  const token = await enrolmentToken(admin, environmentOf(project), FLEET_SIZE, 'observing');
  const stop = (): Promise<void> => shutDownFleet(hosts);
  try {
    bootFleet(hosts, { apiUrl, enrolmentToken: token }, a);
    await adoptAll(people.operator, project.id);
  } catch (error) {
    await stop();
    throw error;
  }
  return { accounts, stop };
}

function environmentOf({ environments }: Project): string {
  const found = environments.find(({ code }) => code === ENVIRONMENT);
  if (!found) throw new Error(`The project ${PROJECT.code} has no environment ${ENVIRONMENT}.`);
  return found.id;
}

/** From now on they run what they ran when they came, until a release says otherwise. */
async function adoptAll(operator: ApiSession, projectId: string): Promise<void> {
  const nodes = await until('The arrival of the demo fleet', JOIN_MS, async () => {
    const { items } = await operator.get<{ items: readonly NodeOfFleet[] }>(`/nodes?projectId=${projectId}`);
    const haveReported = items.filter(({ running }) => running.some(({ version }) => version !== null));
    return haveReported.length >= FLEET_SIZE ? items : undefined;
  });
  for (const { id, lifecycle } of nodes) {
    if (lifecycle === 'observing') await operator.post(`/nodes/${id}/adopt`);
  }
}
