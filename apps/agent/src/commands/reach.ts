import { AgentError } from '../errors.js';
import type { AgentConfig } from '../config/agent-config.js';
import { Identity } from '../state/identity.js';
import { HttpClient } from '../transport/http-client.js';
import { ServerList } from '../transport/server-list.js';
import { SyncClient } from '../transport/sync-client.js';

/** Asks as an agent would and says nothing of this host; throws when no server answers. */
export async function reachServer(config: AgentConfig): Promise<string> {
  const client = new HttpClient(config);
  const identity = new Identity(config);
  const troubles: string[] = [];
  try {
    for (const server of config.servers) {
      // Asking with an enrolment token would use it up.
      if (identity.credentialsFor(server)?.kind === 'enrolment') continue;
      const sync = new SyncClient({ client, servers: new ServerList([server]), identity });
      const result = await sync.ask({ wait: 0 }, new AbortController().signal);
      if (result.kind === 'answer') return `${server.url} answers`;
      troubles.push(`${server.url}: ${result.code}`);
    }
  } finally {
    client.close();
  }
  throw new AgentError(
    'NOT_REACHED',
    `no server answers: ${troubles.join(', ') || 'this host has no token'}`,
  );
}
