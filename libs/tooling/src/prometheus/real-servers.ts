import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Host } from '../fleet/host.js';
import { stopProcess } from '../processes/node-process.js';
import { until } from '../processes/until.js';

const READY_MS = 20_000;
const PROMETHEUS = ['prometheus'];
const ALERTMANAGER = ['prometheus-alertmanager', 'alertmanager'];

export interface Servers {
  readonly prometheusPort: number;
  readonly alertmanagerPort: number;
}

export interface Watched {
  readonly hosts: readonly Host[];
  readonly job: string;
  readonly consoleUrl: string;
  /** By which Prometheus may read the console's own metrics. */
  readonly token: string;
}

/** Null when this machine has not both of them. */
export function installedServers(): { readonly prometheus: string; readonly alertmanager: string } | null {
  const [prometheus, alertmanager] = [programIn(PROMETHEUS), programIn(ALERTMANAGER)];
  return prometheus && alertmanager ? { prometheus, alertmanager } : null;
}

function programIn(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Prometheus that watches hosts and the console, and an Alertmanager that hears of what is wrong. */
export async function startServers(
  folder: string,
  { prometheusPort, alertmanagerPort }: Servers,
  watched: Watched,
): Promise<() => Promise<void>> {
  const programs = installedServers();
  if (!programs) throw new Error('there is no Prometheus on this machine');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'token'), watched.token, { mode: 0o600 });
  // JSON is YAML.
  writeFileSync(
    join(folder, 'prometheus.yml'),
    JSON.stringify(prometheusConfig(folder, alertmanagerPort, watched)),
  );
  writeFileSync(join(folder, 'rules.yml'), JSON.stringify(rules(watched.job)));
  writeFileSync(
    join(folder, 'alertmanager.yml'),
    JSON.stringify({ route: { receiver: 'none' }, receivers: [{ name: 'none' }] }),
  );
  const children = [
    run(programs.alertmanager, folder, 'alertmanager', [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
      '--cluster.listen-address=',
    ]),
    run(programs.prometheus, folder, 'prometheus', [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'prometheus')}`,
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
    ]),
  ];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => stopProcess(child)));
  };
  try {
    for (const port of [alertmanagerPort, prometheusPort])
      await until(`A server on port ${port}`, READY_MS, async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => null);
        return answer?.ok || undefined;
      });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function run(program: string, folder: string, name: string, args: readonly string[]): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), 'a');
  return spawn(program, args, { cwd: folder, stdio: ['ignore', log, log] });
}

function prometheusConfig(
  folder: string,
  alertmanagerPort: number,
  { hosts, job, consoleUrl, token }: Watched,
): object {
  const shops = hosts.map(({ plan }) => ({
    targets: [`127.0.0.1:${plan.port}`],
    labels: { host: plan.name },
  }));
  return {
    global: { scrape_interval: '5s', evaluation_interval: '5s' },
    rule_files: [join(folder, 'rules.yml')],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanagerPort}`] }] }] },
    scrape_configs: [
      { job_name: job, static_configs: shops },
      {
        job_name: 'release-console',
        authorization: { credentials: token },
        static_configs: [{ targets: [new URL(consoleUrl).host] }],
      },
    ],
  };
}

function rules(job: string): object {
  const orders = (more: string): string =>
    `sum(rate(http_server_request_duration_seconds_count{job="${job}"${more}}[30s]))`;
  const failing = {
    alert: 'OrdersFail',
    expr: `${orders(',http_response_status_code="500"')} / ${orders('')} > 0.008`,
    labels: { service: job, severity: 'page' },
  };
  return { groups: [{ name: 'shop', rules: [failing] }] };
}
