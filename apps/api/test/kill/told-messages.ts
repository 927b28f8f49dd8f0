import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';

/** The endpoint that every console of every story tells what happens; it knows each message by its id. */
export class ToldMessages {
  readonly ids = new Set<string>();
  private server: Server | undefined;

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      request.resume().once('end', () => {
        this.ids.add(String(request.headers['webhook-id']));
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    this.server = server;
    return this;
  }

  get url(): string {
    const { port } = this.server?.address() as AddressInfo;
    return `http://127.0.0.1:${port}/hook`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((closed) => (this.server ? this.server.close(() => closed()) : closed()));
  }
}

/** Which messages tell of which events of a release. */
const TOLD_OF: Readonly<Record<string, string>> = {
  'release.submitted': 'approval.requested',
  'release.approved': 'release.approved',
  'release.deployed': 'release.deployed',
  'release.paused': 'release.paused',
  'release.resumed': 'release.resumed',
  'rollback.started': 'rollback.started',
  'release.finished': 'release.finished',
};

/** I29: whatever happened is to be told, once, and nothing that did not happen; at whatever moment the console died. */
export async function outboxFaults(client: pg.Client): Promise<readonly string[]> {
  const happened = await client.query<{ type: string }>(
    'SELECT type FROM release_events WHERE type = ANY ($1) ORDER BY seq',
    [Object.keys(TOLD_OF)],
  );
  const told = await client.query<{ type: string }>('SELECT type FROM notification_events ORDER BY id');
  const expected = happened.rows.map(({ type }) => TOLD_OF[type]).join(' ');
  const actual = told.rows.map(({ type }) => type).join(' ');
  return actual === expected ? [] : [`${expected} happened, and ${actual} is to be told`];
}

/** I29: at the end all of it has arrived. */
export async function tellingFaults(client: pg.Client, ids: ReadonlySet<string>): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string; type: string; state: string | null }>(
    `SELECT e.message_id AS id, e.type, d.state FROM notification_events e
     LEFT JOIN notification_deliveries d ON d.event_id = e.id ORDER BY e.id`,
  );
  return rows.flatMap(({ id, type, state }) => [
    ...(ids.has(`msg_${id}`) ? [] : [`nobody was told of ${type}`]),
    ...(state === 'sent' ? [] : [`the delivery of ${type} is ${state}`]),
  ]);
}

/** Whoever died while sending is followed by another when their time is over; the story does not wait for that. */
export async function endLeases(client: pg.Client): Promise<void> {
  await client.query('UPDATE notification_channels SET lease_until = now() WHERE lease_until > now()');
}
