import { Injectable } from '@nestjs/common';
import { PgNotifications, type Tx } from '../platform/database/index.js';

const CHANNEL = 'actors';

/** Tells every replica that a person's rights or sessions changed. */
@Injectable()
export class ActorChanges {
  private readonly listeners: ((userId: string | undefined) => void)[] = [];

  constructor(private readonly notifications: PgNotifications) {}

  /** In the transaction of the change. */
  async publish(tx: Tx, userId: string): Promise<void> {
    await this.notifications.notify(tx, CHANNEL, userId);
  }

  /** After that transaction: this process need not wait for its own notification. */
  tellHere(userId: string): void {
    for (const listener of this.listeners) listener(userId);
  }

  /** Register before the application has started. Undefined: anybody may have changed. */
  listen(onChange: (userId: string | undefined) => void): void {
    this.listeners.push(onChange);
    this.notifications.listen(
      CHANNEL,
      (userId) => onChange(userId),
      () => onChange(undefined),
    );
  }
}
