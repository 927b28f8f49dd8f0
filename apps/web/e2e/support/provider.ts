import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { inRepository, startNode, stopNode, until } from './processes';

const CLIENT = { id: 'release-console', secret: 'a-secret-for-journeys' };
const ACCOUNTS = {
  pia: { email: 'pia@example.com', email_verified: true, name: 'Pia Berg', groups: ['staff'] },
  tom: { email: 'tom@example.com', email_verified: true, name: 'Tom Vale', groups: [] },
};

/** A real OpenID Connect provider beside the console; for the browser it is another site. */
export class Provider {
  private child: ChildProcess | null = null;
  private readonly url: string;
  private readonly redirectUri: string;

  constructor(
    private readonly port: number,
    consolePort: number,
    private readonly dataDir: string,
  ) {
    this.url = `http://localhost:${port}`;
    this.redirectUri = `http://127.0.0.1:${consolePort}/api/v1/auth/oidc/callback`;
  }

  get settings(): NodeJS.ProcessEnv {
    return {
      OIDC_ISSUER: this.url,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_SCOPES: 'openid email profile groups',
      OIDC_NAME: 'Demo ID',
      OIDC_ROLES: 'staff=*:viewer',
    };
  }

  async switchOn(): Promise<void> {
    const options = {
      ...{ host: 'localhost', port: this.port, redirectUri: this.redirectUri, accounts: ACCOUNTS },
      ...{ clientId: CLIENT.id, clientSecret: CLIENT.secret },
    };
    const script = inRepository('apps/api/test/oidc/provider-process.mjs');
    const log = join(this.dataDir, 'provider.log');
    this.child = startNode([script, JSON.stringify(options)], log, process.env);
    await until('the start of the provider', 30_000, async () => {
      const answer = await fetch(`${this.url}/.well-known/openid-configuration`).catch(() => undefined);
      return answer?.ok ? true : undefined;
    });
  }

  async switchOff(): Promise<void> {
    if (this.child) await stopNode(this.child);
    this.child = null;
  }
}
