import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../repository.js';
import type { Program } from './programs.js';

/** A configuration file that a host lets the console put in place. */
export interface ConfigOfHost {
  /** What the console knows it by. */
  readonly bin: string;
  readonly file: string;
}

export interface HostPlan {
  readonly name: string;
  readonly dir: string;
  readonly port: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly bin: string;
  /** Where its program tells about its requests; absent for one that does not. */
  readonly metricsPath?: string;
  readonly configs?: readonly ConfigOfHost[];
}

/** Base URL of the console's API and the token by which a new host may join. */
export interface Console {
  readonly apiUrl: string;
  readonly enrolmentToken: string;
}

/** What stands where on a host. Everything that runs there is named here, by the host and not by the console. */
export function pathsOf({ dir, bin }: HostPlan) {
  return {
    program: join(dir, 'bin', bin),
    agentConfig: join(dir, 'agent.json'),
    agentLog: join(dir, 'agent.log'),
    state: join(dir, 'state'),
    site: join(dir, 'www'),
    pidFile: join(dir, 'run/program.pid'),
    /** Standard input of the program: it ends when nobody holds the other end any more. */
    lifeline: join(dir, 'run/lifeline'),
    /** While it exists, the drain hook waits. */
    slow: join(dir, 'run/slow'),
    /** Exists while the drain hook runs. */
    draining: join(dir, 'run/draining'),
    start: join(dir, 'scripts/start'),
    stop: join(dir, 'scripts/stop'),
    drain: join(dir, 'scripts/drain'),
    reload: join(dir, 'scripts/reload'),
  };
}

/** Where a configuration file lies on a host, and what its reader has read of it. */
export function configPaths(
  { dir }: HostPlan,
  file: string,
): { readonly live: string; readonly read: string } {
  return { live: join(dir, 'etc', file), read: join(dir, 'run', `read-${file}`) };
}

/** Lays out a host's directory, or renews what depends on ports; an installed program and the agent's state stay. */
export function writeHost(host: HostPlan, console: Console, installed: Program | null): void {
  const paths = pathsOf(host);
  for (const folder of ['bin', 'etc', 'run', 'state', 'www', 'scripts']) {
    mkdirSync(join(host.dir, folder), { recursive: true, mode: 0o755 });
  }
  for (const file of [paths.pidFile, paths.slow, paths.draining, paths.lifeline])
    rmSync(file, { force: true });
  execFileSync('mkfifo', ['-m', '600', paths.lifeline]);
  if (installed && !existsSync(paths.program)) {
    copyFileSync(installed.path, paths.program);
    chmodSync(paths.program, 0o755);
  }
  writeFileSync(join(paths.site, 'index.html'), `${host.name}\n`);
  writeFileSync(paths.agentConfig, JSON.stringify(agentConfig(host, console), null, 2), { mode: 0o600 });
  for (const [path, text] of Object.entries(scripts(host))) writeFileSync(path, text, { mode: 0o755 });
}

function agentConfig(host: HostPlan, console: Console): object {
  const paths = pathsOf(host);
  return {
    servers: [console.apiUrl],
    name: host.name,
    labels: host.labels,
    stateDir: paths.state,
    enrolmentToken: console.enrolmentToken,
    sync: { waitSeconds: 3, reportSeconds: 10, retryMinSeconds: 0.2, retryMaxSeconds: 2, refusedSeconds: 5 },
    bins: {
      [host.bin]: {
        path: paths.program,
        mode: '0755',
        service: { kind: 'commands', start: [paths.start], stop: [paths.stop], pidFile: paths.pidFile },
        health: {
          http: `http://127.0.0.1:${host.port}/`,
          startupSeconds: 5,
          intervalSeconds: 0.5,
          watchSeconds: 10,
        },
        hooks: { drain: { command: [paths.drain], timeoutSeconds: 120 } },
        ...(host.metricsPath === undefined
          ? {}
          : { metrics: { url: `http://127.0.0.1:${host.port}${host.metricsPath}` } }),
      },
    },
    ...(host.configs === undefined ? {} : { configs: configSection(host, host.configs) }),
  };
}

function configSection(host: HostPlan, configs: readonly ConfigOfHost[]): object {
  const validate = { command: [process.execPath, TRY_CONFIG], timeoutSeconds: 10 };
  const reload = { command: [pathsOf(host).reload] };
  return Object.fromEntries(
    configs.map(({ bin, file }) => [bin, { path: configPaths(host, file).live, validate, reload }]),
  );
}

const TRY_CONFIG = inRepository('libs/tooling/configs/try-config.cjs');

function scripts(host: HostPlan): Record<string, string> {
  const paths = pathsOf(host);
  // A zombie still answers to kill -0, and in a container nobody may ever collect it.
  const alive = `alive() { kill -0 "$1" 2>/dev/null && ! grep -q '^State:.*Z' "/proc/$1/status" 2>/dev/null; }`;
  const head = `#!/bin/sh\nset -eu\ncd ${quoted(host.dir)}\n${alive}\npid=$(cat run/program.pid 2>/dev/null || true)\n`;
  return {
    [paths.start]: `${head}
if [ -n "$pid" ] && alive "$pid"; then exit 0; fi
setsid "$PWD/bin/${host.bin}" --serve=127.0.0.1:${host.port} --servedir=www <run/lifeline >>run/program.log 2>&1 &
pid=$!
# For a moment the process is still setsid; it is named when it is the program, or Node with it, or is no more.
started() { exe=$(readlink "/proc/$1/exe"); [ "$exe" = "$(readlink -f bin/${host.bin})" ] || [ "\${exe##*/}" = node ]; }
while alive "$pid" && ! started "$pid"; do sleep 0.02; done
echo "$pid" >run/program.pid
`,
    [paths.stop]: `${head}
if [ -z "$pid" ]; then exit 0; fi
kill "$pid" 2>/dev/null || true
tries=0
while alive "$pid" && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -9 "$pid" 2>/dev/null || true
rm -f run/program.pid
`,
    [paths.drain]: `${head}
: >run/draining
while [ -e run/slow ]; do sleep 0.1; done
rm -f run/draining
`,
    [paths.reload]: `#!/bin/sh
set -eu
cd ${quoted(host.dir)}
read="run/read-\${RC_PATH##*/}"
if [ -e "$RC_PATH" ]; then cp "$RC_PATH" "$read"; else rm -f "$read"; fi
`,
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
