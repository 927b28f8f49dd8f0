import { Agent, request } from 'node:http';

const TICK_MS = 50;
const GIVE_UP_MS = 2_000;

/** Orders that come to every host all the time, whether it answers or not. */
export class Traffic {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly timer: NodeJS.Timeout;
  private owed = 0;

  constructor(
    private readonly ports: readonly number[],
    private readonly ordersPerSecond: number,
  ) {
    this.timer = setInterval(() => this.send(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.agent.destroy();
  }

  private send(): void {
    this.owed += (this.ordersPerSecond * TICK_MS) / 1_000;
    for (; this.owed >= 1; this.owed -= 1) for (const port of this.ports) this.order(port);
  }

  private order(port: number): void {
    const options = { host: '127.0.0.1', port, path: '/orders', agent: this.agent, timeout: GIVE_UP_MS };
    const sent = request(options, (answer) => answer.resume());
    sent.on('timeout', () => sent.destroy());
    // A host that is just exchanging its program answers nobody.
    sent.on('error', () => undefined);
    sent.end();
  }
}
