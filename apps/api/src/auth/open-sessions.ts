import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { AccessClaims, SessionWatch } from '../platform/auth-guard/index.js';
import { ActorChanges } from './actor-changes.js';
import { SessionActors } from './session-actors.js';

/** The longest that a lost notification can keep an answer going. */
const RECHECK_EVERY_MS = 3_000;

interface Watched {
  readonly claims: AccessClaims;
  readonly end: () => void;
}

/** Long answers that are under way, so that they end with the session that asked for them. */
@Injectable()
export class OpenSessions implements SessionWatch, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('auth');
  private readonly watched = new Set<Watched>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly actors: SessionActors,
    changes: ActorChanges,
  ) {
    changes.listen((userId) => void this.recheck(userId));
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.recheck(undefined), RECHECK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  watch(claims: AccessClaims, end: () => void): () => void {
    const watched = { claims, end };
    this.watched.add(watched);
    return () => void this.watched.delete(watched);
  }

  private async recheck(userId: string | undefined): Promise<void> {
    const checked = [...this.watched].filter(
      ({ claims }) => userId === undefined || claims.userId === userId,
    );
    if (checked.length === 0) return;
    try {
      const actors = await this.actors.loadAll(checked.map(({ claims }) => claims));
      for (const { claims, end } of checked) if (!actors.has(claims.sessionId)) end();
    } catch (error) {
      this.logger.warn(`could not check who is still signed in: ${String(error)}`);
    }
  }
}
