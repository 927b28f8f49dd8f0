import { join } from 'node:path';
import type { Host } from '../fleet/host.js';
import type { Program } from '../fleet/programs.js';
import { until } from '../processes/until.js';
import { ApiSession } from './api-session.js';
import { startConsole } from './console-process.js';
import { bootFleet, shutDownFleet } from './demo-fleet.js';
import { ensureBin, ensureProject, enrolmentToken, signInAll, type Accounts, type Who } from './people.js';
import type { Stage } from './run-story.js';

export const ENVIRONMENT = 'production';
export const PROJECT = { code: 'demo', name: 'Demo' };

export type Cast = Readonly<Record<Who | 'admin', ApiSession>>;

/** A console with its people, and hosts that have joined it. */
export async function open(
  { folder, story, cleanups }: Stage,
  accounts: Accounts,
  hosts: readonly Host[],
  settings: Readonly<Record<string, string>> = {},
  installed: Program | null = null,
): Promise<Cast> {
  let apiUrl = '';
  let cast: Cast | undefined;
  await story.step('the console starts on an embedded PostgreSQL', async () => {
    const running = await startConsole(join(folder, 'data'), accounts.admin, settings);
    cleanups.push(() => running.stop());
    apiUrl = running.apiUrl;
    return running.url;
  });
  await story.step(`${hosts.length} agents join`, async () => {
    const admin = await ApiSession.signIn(apiUrl, accounts.admin.email, accounts.admin.password);
    const project = await ensureProject(admin, accounts, PROJECT);
    await ensureBin(admin, project.id, hosts[0]?.plan.bin ?? '');
    const environment = project.environments.find(({ code }) => code === ENVIRONMENT);
    if (!environment) throw new Error(`the project has no environment ${ENVIRONMENT}`);
    const token = await enrolmentToken(admin, environment.id, hosts.length, 'active');
    cleanups.push(() => shutDownFleet(hosts));
    bootFleet(hosts, { apiUrl, enrolmentToken: token }, installed);
    cast = { ...(await signInAll(apiUrl, accounts)), admin };
    const { operator } = cast;
    await until('The registration of every node', 60_000, async () => {
      const { online } = await operator.get<{ online: number }>('/nodes/summary');
      return online === hosts.length || undefined;
    });
    return `${hosts.length} nodes are online`;
  });
  return cast as unknown as Cast;
}
