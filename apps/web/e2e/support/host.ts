import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository, startNode, stopNode } from './processes';

interface HostPlan {
  readonly name: string;
  readonly bin: string;
  readonly apiUrl: string;
  readonly enrolmentToken: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** What releases know a configuration file by that it takes too. */
  readonly configFile?: string;
}

/** A directory that stands for a machine, with a real agent of its own that swaps a real file in it. */
export class Host {
  private agent: ChildProcess | null = null;
  private readonly folder = mkdtempSync(join(tmpdir(), 'release-console-host-'));
  private readonly program = join(this.folder, 'program');
  private readonly settings = join(this.folder, 'settings');

  constructor(readonly plan: HostPlan) {
    this.script('health', `! grep -q "broken here: .*${plan.name}" ${this.program}`);
    this.script('drain', `while [ -e ${this.slow} ]; do sleep 0.1; done`);
    writeFileSync(join(this.folder, 'agent.json'), JSON.stringify(this.config(), null, 2), { mode: 0o600 });
  }

  switchOn(): void {
    const args = [
      inRepository('apps/agent/dist/agent.cjs'),
      'run',
      '--config',
      join(this.folder, 'agent.json'),
    ];
    this.agent = startNode(args, join(this.folder, 'agent.log'), process.env);
  }

  /** Keeps the next update in its drain step until `hurry`. */
  linger(): void {
    writeFileSync(this.slow, '');
  }

  hurry(): void {
    rmSync(this.slow, { force: true });
  }

  /** What lies on the disk, asked of neither the agent nor the console. */
  installed(): string {
    return readFileSync(this.program, 'utf8');
  }

  /** The configuration file as it lies there; null where there is none. */
  configured(): string | null {
    return existsSync(this.settings) ? readFileSync(this.settings, 'utf8') : null;
  }

  /** As somebody does who can not wait for a release. */
  editByHand(text: string): void {
    writeFileSync(this.settings, text);
  }

  /** Whatever it could not bear before does it no harm from now on. */
  mend(): void {
    this.script('health', 'true');
  }

  log(): string {
    return readFileSync(join(this.folder, 'agent.log'), 'utf8');
  }

  async remove(): Promise<void> {
    this.hurry();
    if (this.agent) await stopNode(this.agent);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get slow(): string {
    return join(this.folder, 'slow');
  }

  private script(name: string, line: string): void {
    writeFileSync(join(this.folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }

  private config(): object {
    const { name, labels, bin, apiUrl, enrolmentToken, configFile } = this.plan;
    return {
      servers: [apiUrl],
      name,
      nodeId: `${name}-${process.pid}-${Date.now()}`,
      labels: labels ?? {},
      stateDir: join(this.folder, 'state'),
      enrolmentToken,
      sync: { waitSeconds: 2, reportSeconds: 5, retryMinSeconds: 0.2, retryMaxSeconds: 1, refusedSeconds: 5 },
      ...(configFile ? { configs: { [configFile]: { path: this.settings } } } : {}),
      bins: {
        [bin]: {
          path: this.program,
          mode: '0755',
          service: { kind: 'none' },
          health: { startupSeconds: 2, intervalSeconds: 0.3, watchSeconds: 2 },
          hooks: {
            health: { command: [join(this.folder, 'health')], timeoutSeconds: 5 },
            drain: { command: [join(this.folder, 'drain')], timeoutSeconds: 90 },
          },
        },
      },
    };
  }
}
