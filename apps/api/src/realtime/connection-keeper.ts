import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ActorChanges, SessionActors } from '../auth/index.js';
import { Clock } from '../platform/clock/index.js';
import { FAREWELL_MS, type Connection } from './connection.js';
import { Connections } from './connections.js';

const PING = JSON.stringify({ type: 'ping' });
const PING_EVERY_MS = 15_000;
const SILENT_MS = 45_000;
/** The longest that a lost notification can keep the page of a disabled person open. */
const RECHECK_EVERY_MS = 3_000;

const SIGNED_OUT = 4401;
const GOING_AWAY = 1001;

/** Ends connections that must not go on: signed out, disabled, silent, or the process stops. */
@Injectable()
export class ConnectionKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('realtime');
  private readonly timers: NodeJS.Timeout[] = [];
  isStopping = false;

  constructor(
    private readonly connections: Connections,
    private readonly actors: SessionActors,
    private readonly clock: Clock,
    changes: ActorChanges,
  ) {
    changes.listen((userId) => void this.recheck(userId));
  }

  onApplicationBootstrap(): void {
    this.timers.push(setInterval(() => this.ping(), PING_EVERY_MS).unref());
    this.timers.push(setInterval(() => void this.recheck(undefined), RECHECK_EVERY_MS).unref());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    for (const timer of this.timers) clearInterval(timer);
    const open = [...this.connections.all];
    if (open.length === 0) return;
    for (const connection of open) connection.close(GOING_AWAY, 'the console stops');
    await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));
    for (const connection of open) connection.terminate();
  }

  ping(): void {
    const silentSince = this.clock.millis() - SILENT_MS;
    for (const connection of this.connections.all) {
      if (connection.lastHeardMs < silentSince) connection.terminate();
      else connection.send(PING);
    }
  }

  /** Of one person, or of everybody by one query. */
  async recheck(userId: string | undefined): Promise<void> {
    const checked = [...this.connections.all].filter(
      ({ claims }) => userId === undefined || claims.userId === userId,
    );
    for (const connection of checked) connection.catchUp();
    if (checked.length === 0 || this.isStopping) return;
    try {
      const actors = await this.actors.loadAll(checked.map(({ claims }) => claims));
      for (const connection of checked) this.renew(connection, actors.get(connection.claims.sessionId));
    } catch (error) {
      this.logger.warn(`could not check who is still signed in: ${String(error)}`);
    }
  }

  private renew(connection: Connection, actor: Connection['actor'] | undefined): void {
    if (actor) connection.actor = actor;
    else connection.close(SIGNED_OUT, 'signed out');
  }
}
