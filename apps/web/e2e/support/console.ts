import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Outside } from './outside';
import { Provider } from './provider';
import { freePort, inRepository, startNode, stopNode, until } from './processes';

const START_MS = 60_000;
const OWN_SETTINGS =
  /^(DATABASE_URL|SECRET_KEY|LOG_LEVEL|OIDC_.*|S3_.*|PROMETHEUS_.*|ALERTMANAGER_URL|SMTP_URL)$/;

export const ADMIN = { email: 'admin@example.com', password: 'correct-horse-battery' } as const;

/** The real console on a data directory and port of its own; it can be switched off and on again. */
export class Console {
  private child: ChildProcess | null = null;

  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
    /** Where a provider would be: mostly nobody is there, which the console takes as it is. */
    readonly provider: Provider,
    readonly outside: Outside,
  ) {}

  static async start(): Promise<Console> {
    const dataDir = mkdtempSync(join(tmpdir(), 'release-console-e2e-'));
    // The embedded database runs as another user when this is root.
    chmodSync(dataDir, 0o755);
    const port = await freePort();
    const provider = new Provider(await freePort(), port, dataDir);
    const started = new Console(dataDir, port, provider, new Outside(await freePort()));
    await started.switchOn();
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async switchOn(): Promise<void> {
    const own = Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name));
    this.child = startNode([inRepository('apps/api/dist/main.js')], this.logFile, {
      ...Object.fromEntries(own),
      HOST: '127.0.0.1',
      PORT: String(this.port),
      DATA_DIR: this.dataDir,
      PUBLIC_URL: this.url,
      // What builds and messages go to in journeys is on this host.
      OUTGOING_ALLOW: '127.0.0.0/8',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      TICK_INTERVAL_MS: '250',
      SYNC_INTERVAL_SECONDS: '2',
      ...this.provider.settings,
      ...this.outside.settings,
    });
    await until('the start of the console', START_MS, () => this.isHealthy());
  }

  async switchOff(): Promise<void> {
    if (this.child) await stopNode(this.child);
    this.child = null;
  }

  async remove(): Promise<void> {
    await this.switchOff();
    await this.provider.switchOff();
    await this.outside.switchOff();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private get logFile(): string {
    return join(this.dataDir, 'console.log');
  }

  private async isHealthy(): Promise<true | undefined> {
    if (this.child?.exitCode !== null) {
      throw new Error(`The console ended at its start:\n${readFileSync(this.logFile, 'utf8')}`);
    }
    const response = await fetch(`${this.url}/health`).catch(() => undefined);
    return response?.status === 200 ? true : undefined;
  }
}
