import type { IncomingMessage, ServerResponse } from 'node:http';
import { until } from '../processes/until.js';
import type { ApiSession } from './api-session.js';
import { serveLocally, type LocalServer } from './local-server.js';
import type { ApprovalGiver } from './releases.js';
import { isSigned } from './standard-webhook.js';

interface Message {
  readonly type: string;
  readonly data: { readonly link: string | null };
}

const TOLD_MS = 30_000;
const LINK = /\/approvals\/([0-9a-f-]{36})$/;

/** What an approver has in the hand: the messages of one channel, and the links in them. */
export class ApprovalInbox implements ApprovalGiver {
  private readonly links: string[] = [];
  /** A message whose answer got lost is sent again under its id. */
  private readonly seen = new Set<unknown>();
  private secret = '';
  private refused = 0;
  private approved = 0;
  private server: LocalServer | undefined;

  constructor(
    private readonly approver: ApiSession,
    private readonly consoleUrl: string,
  ) {}

  async start(): Promise<void> {
    this.server = await serveLocally((request, response) => this.receive(request, response));
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** Has the console tell it of every request for an approval, and of nothing else. */
  async subscribe(admin: ApiSession, projectId: string): Promise<void> {
    const { id, newSecret } = await admin.post<{ id: string; newSecret: string }>('/notification-channels', {
      projectId,
      name: 'Approver of the demo',
      kind: 'webhook',
      url: `${this.server?.url ?? ''}messages`,
    });
    this.secret = newSecret;
    await admin.put(`/notification-channels/${id}/subscriptions`, {
      items: [{ projectId, eventTypes: ['approval.requested'] }],
    });
  }

  /** Knows of the release by the message alone: waits for the next one, and opens the link in it. */
  async approveNext(): Promise<string> {
    const link = await until('A signed message with a link to decide', TOLD_MS, () =>
      this.links.shift(),
    ).catch(({ message }: Error) => {
      throw new Error(`${message}; ${this.refused} came with a false signature`);
    });
    const [, id] = LINK.exec(link) ?? [];
    if (!id || !link.startsWith(`${this.consoleUrl}/`)) throw new Error(`the link leads to ${link}`);
    const page = await fetch(link, { headers: { accept: 'text/html' } });
    if (!page.ok || !(page.headers.get('content-type') ?? '').startsWith('text/html'))
      throw new Error(`${link} answered ${page.status}, and no page`);
    const { planHash } = await this.approver.get<{ planHash: string }>(`/releases/${id}`);
    await this.approver.post(`/releases/${id}/approve`, { planHash });
    this.approved += 1;
    return id;
  }

  /** Every release of the project was approved out of one message of its own. */
  async account(projectId: string): Promise<string> {
    const { items } = await this.approver.get<{ items: readonly unknown[] }>(
      `/releases?projectId=${projectId}`,
    );
    const { length: left } = this.links;
    if (this.refused > 0 || left > 0 || items.length !== this.approved)
      throw new Error(
        `of ${items.length} releases ${this.approved} were approved; ${left} messages are left over, ${this.refused} had a false signature`,
      );
    return `${this.approved} releases, ${this.approved} signed messages, each decided by the link in its own`;
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      if (!isSigned(this.secret, request.headers, body, Date.now())) {
        this.refused += 1;
        return void response.writeHead(401).end();
      }
      const { type, data } = JSON.parse(body) as Message;
      const id = request.headers['webhook-id'];
      if (type === 'approval.requested' && data.link && !this.seen.has(id)) this.links.push(data.link);
      this.seen.add(id);
      response.writeHead(204).end();
    });
  }
}
