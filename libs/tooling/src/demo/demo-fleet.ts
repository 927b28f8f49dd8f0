import { join } from 'node:path';
import type { Console, HostPlan } from '../fleet/host-files.js';
import { Host } from '../fleet/host.js';
import type { Program } from '../fleet/programs.js';
import { freePorts } from '../processes/free-ports.js';

export const BIN = 'gateway';

const PLACES = [
  { name: 'yinchuan-1', labels: { region: 'north-west', province: 'ningxia', isp: 'cmcc' } },
  { name: 'yinchuan-2', labels: { region: 'north-west', province: 'ningxia', isp: 'ctcc' } },
  { name: 'xian-1', labels: { region: 'north-west', province: 'shaanxi', isp: 'cmcc' } },
  { name: 'xian-2', labels: { region: 'north-west', province: 'shaanxi', isp: 'cucc' } },
  { name: 'hangzhou-1', labels: { region: 'east', province: 'zhejiang', isp: 'ctcc' } },
  { name: 'hangzhou-2', labels: { region: 'east', province: 'zhejiang', isp: 'cucc' } },
] as const;

export const FLEET_SIZE = PLACES.length;

/** Six hosts below one folder, not switched on yet. */
export async function planFleet(
  folder: string,
  marks: Readonly<Record<string, string>> = {},
  program: Pick<HostPlan, 'bin' | 'metricsPath' | 'configs'> = { bin: BIN },
): Promise<Host[]> {
  const ports = await freePorts(FLEET_SIZE);
  return PLACES.map((place, index) => {
    const labels = { ...place.labels, ...marks };
    const plan: HostPlan = {
      name: place.name,
      labels,
      dir: join(folder, place.name),
      port: ports[index] ?? 0,
      ...program,
    };
    return new Host(plan);
  });
}

export function bootFleet(hosts: readonly Host[], console: Console, installed: Program | null = null): void {
  for (const host of hosts) host.boot(console, installed);
}

export async function shutDownFleet(hosts: readonly Host[]): Promise<void> {
  await Promise.all(hosts.map((host) => host.shutDown()));
}
