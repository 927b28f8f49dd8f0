import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

export const PUBLIC_URL = 'https://console.example.com';
export const CALLBACK = `${PUBLIC_URL}/api/v1/auth/oidc/callback`;
export const CLIENT = { id: 'console', secret: 'a-secret-of-the-client/+with=signs' };

export type Account = Readonly<Record<string, unknown>>;

/** A real OpenID Connect provider on this machine, with accounts of the spec's making. */
export class TestProvider {
  private process: ChildProcess | undefined;
  private port = 0;
  private accounts: Readonly<Record<string, Account>> = {};

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Always at the same address, and each time with new keys. */
  async start(): Promise<void> {
    this.port ||= await freePort();
    const { port } = this;
    const options = { port, clientId: CLIENT.id, clientSecret: CLIENT.secret, redirectUri: CALLBACK };
    this.process = fork(join(__dirname, 'provider-process.mjs'), [JSON.stringify(options)], {
      stdio: 'ignore',
      execArgv: [],
    });
    await once(this.process, 'message');
    await this.tell();
  }

  async stop(): Promise<void> {
    const { process } = this;
    if (!process || process.exitCode !== null) return;
    process.disconnect();
    await once(process, 'exit');
  }

  /** What it says of somebody from the next sign-in on. */
  async set(id: string, account: Account): Promise<void> {
    this.accounts = { ...this.accounts, [id]: account };
    await this.tell();
  }

  private async tell(): Promise<void> {
    this.process?.send(this.accounts);
    if (this.process) await once(this.process, 'message');
  }

  /** Settings of a console that signs in here; read when it starts, when the address is known. */
  settings(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return settingsOf(() => this.url, more);
  }
}

export function settingsOf(
  issuer: () => string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const settings: Record<string, string> = {
    PUBLIC_URL,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_NAME: 'Demo ID',
    OIDC_SCOPES: 'openid email profile groups',
    ...more,
  };
  return Object.defineProperty(settings, 'OIDC_ISSUER', { enumerable: true, get: issuer });
}

/** For the spec file that calls this. */
export function withProvider(): TestProvider {
  const provider = new TestProvider();
  beforeAll(() => provider.start(), 30_000);
  afterAll(() => provider.stop(), 30_000);
  return provider;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
