import type { INestApplication } from '@nestjs/common';
import { fromDist } from '../scratch/built-console.js';
import { BARRIER } from './messages.js';

const PATIENCE_MS = 30_000;

/** Notifications come in the order of the commits, so whoever heard a barrier has heard all that was said before it. */
export class Barriers {
  private heard = 0;
  private waiting: (() => void) | undefined;

  /** Before the application starts. */
  static async of(app: INestApplication, dist: string): Promise<Barriers> {
    const { PgNotifications } = await fromDist<typeof import('../../src/platform/database/index.js')>(
      dist,
      'platform/database/index.js',
    );
    const barriers = new Barriers();
    app.get(PgNotifications).listen(BARRIER, (payload) => barriers.hear(Number(payload)));
    return barriers;
  }

  async passed(barrier: number): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (this.heard < barrier) {
      if (Date.now() > deadline) throw new Error(`barrier ${barrier} was never heard`);
      await new Promise<void>((done) => {
        const timer = setTimeout(done, PATIENCE_MS);
        this.waiting = () => (clearTimeout(timer), done());
      });
    }
  }

  private hear(barrier: number): void {
    this.heard = Math.max(this.heard, barrier);
    this.waiting?.();
  }
}
