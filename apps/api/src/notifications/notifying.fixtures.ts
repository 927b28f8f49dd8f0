import { MailServer } from '../../test/vendors/mail-server.js';
import { VendorFake, type FakeKind } from '../../test/vendors/vendor-fake.js';
import { withConsole, type TestConsole } from '../../test/with-console.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { Outbox, type OutgoingEvent } from './outbox/outbox.repository.js';
import { Spreader } from './outbox/spreader.js';
import { DeliveryWorker } from './sending/delivery-worker.js';
import { NotificationTicker } from './sending/notification-ticker.js';
import { newWebhookSecret } from './vendors/webhook.js';

export const SECRETS: Readonly<Record<FakeKind, string | null>> = {
  dingtalk: 'SEC0123456789abcdef0123456789abcdef',
  wecom: null,
  feishu: 'feishu-secret-0123456789',
  slack: null,
  webhook: newWebhookSecret(),
};

const RELEASE = '0191d0a0-1111-7111-8111-111111111111';

/** A console whose clock and messages the spec moves by hand, with fakes of vendors and a mail server. */
export class Notifying {
  readonly mail = new MailServer();
  /** How far the clock of the console and the vendors is ahead. */
  aheadMs = 0;
  projectId = '';
  environmentId = '';
  private readonly fakes: VendorFake[] = [];
  private channels = 0;

  constructor(readonly console: TestConsole) {}

  /** In a project of its own, or in one that is there. */
  async prepare(project?: {
    readonly id: string;
    readonly environments: readonly { readonly id: string }[];
  }): Promise<void> {
    await this.mail.start(MAIL_PORT);
    const { app } = this.console;
    await app.get(NotificationTicker, { strict: false }).beforeApplicationShutdown();
    const { id, environments } = project ?? (await this.console.newProject('shop'));
    this.projectId = id;
    this.environmentId = environments[0]?.id ?? '';
  }

  async stop(): Promise<void> {
    await Promise.all([...this.fakes.map((fake) => fake.stop()), this.mail.stop()]);
  }

  get<T>(what: new (...parameters: never[]) => T): T {
    return this.console.app.get(what, { strict: false });
  }

  async fake(kind: FakeKind): Promise<VendorFake> {
    const fake = await new VendorFake(kind, SECRETS[kind]).start();
    fake.now = () => Date.now() + this.aheadMs;
    this.fakes.push(fake);
    return fake;
  }

  /** A channel of the project that hears of all of it, unless `subscriptions` says less. Answers its id. */
  async channel(
    fake: VendorFake,
    more: object = {},
    subscriptions: readonly object[] = [{}],
  ): Promise<string> {
    const secret = fake.secret === null ? {} : { secret: fake.secret };
    return this.made({ kind: fake.kind, url: fake.url, ...secret, ...more }, subscriptions);
  }

  async made(request: object, subscriptions: readonly object[] = [{}]): Promise<string> {
    this.channels += 1;
    const whole = { projectId: this.projectId, name: `channel ${this.channels}`, ...request };
    const { status, body } = await this.console.admin.call('POST', '/notification-channels', whole);
    if (status !== 201) throw new Error(`making a channel answered ${status}: ${JSON.stringify(body)}`);
    const path = `/notification-channels/${body.id}/subscriptions`;
    const said = await this.console.admin.call('PUT', path, { items: subscriptions });
    if (said.status !== 200)
      throw new Error(`subscribing answered ${said.status}: ${JSON.stringify(said.body)}`);
    return body.id;
  }

  async happen(more: Partial<OutgoingEvent> = {}): Promise<void> {
    const event: OutgoingEvent = {
      type: 'release.paused',
      severity: 'warning',
      projectId: this.projectId,
      environmentId: this.environmentId,
      subject: { type: 'release', id: RELEASE, number: 7, title: 'Faster start' },
      releaseId: RELEASE,
      data: {},
      at: new Date(Date.now() + this.aheadMs),
      ...more,
    };
    await this.get(Database).transaction((tx) => this.get(Outbox).add(tx, event));
  }

  /** Spreads and sends all that is due `laterMs` from the last time. */
  async pump(laterMs = 0): Promise<void> {
    this.aheadMs += laterMs;
    await this.ahead(async () => {
      await this.get(Spreader).spread(this.get(Clock).millis());
      while (await this.get(DeliveryWorker).once());
      // What sending itself has to tell.
      if ((await this.get(Spreader).spread(this.get(Clock).millis())) > 0)
        while (await this.get(DeliveryWorker).once());
    });
  }

  /** While the clock is ahead; people sign in by the real one. */
  async ahead<T>(work: () => Promise<T>): Promise<T> {
    const clock = this.get(Clock);
    const millis = jest.spyOn(clock, 'millis').mockImplementation(() => Date.now() + this.aheadMs);
    const now = jest.spyOn(clock, 'now').mockImplementation(() => new Date(Date.now() + this.aheadMs));
    try {
      return await work();
    } finally {
      millis.mockRestore();
      now.mockRestore();
    }
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs look into it
  async deliveries(channelId: string, query = ''): Promise<any[]> {
    const { body } = await this.console.admin.call(
      'GET',
      `/notification-channels/${channelId}/deliveries${query}`,
    );
    return body.items;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs look into it
  async channelNow(channelId: string): Promise<any> {
    return (await this.console.admin.call('GET', `/notification-channels/${channelId}`)).body;
  }
}

/** The console must know where mail goes before anything has begun. */
const MAIL_PORT = 40_000 + (process.pid % 20_000);

export const NOTIFYING_ENV = {
  OUTGOING_ALLOW: '127.0.0.0/8',
  SMTP_URL: `smtp://127.0.0.1:${MAIL_PORT}`,
  SMTP_FROM: 'console@example.com',
  PUBLIC_URL: 'https://console.example.com',
};

export function withNotifying(): Notifying {
  const console = withConsole(NOTIFYING_ENV);
  const notifying = new Notifying(console);
  beforeAll(() => notifying.prepare(), 60_000);
  afterAll(() => notifying.stop());
  return notifying;
}
