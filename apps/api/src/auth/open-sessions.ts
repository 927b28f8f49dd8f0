import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { LetIn, SessionWatch } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { ActorChanges } from './actor-changes.js';
import { SessionActors } from './session-actors.js';
import { ApiTokensRepository } from './tokens/api-tokens.repository.js';

/** The longest that a lost notification can keep an answer going. */
const RECHECK_EVERY_MS = 3_000;

interface Watched {
  readonly by: LetIn;
  readonly end: () => void;
}

/** Long answers that are under way, so that they end with the session or the API token that asked for them. */
@Injectable()
export class OpenSessions implements SessionWatch, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('auth');
  private readonly watched = new Set<Watched>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly actors: SessionActors,
    private readonly tokens: ApiTokensRepository,
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

  watch(by: LetIn, end: () => void): () => void {
    const watched = { by, end };
    this.watched.add(watched);
    return () => void this.watched.delete(watched);
  }

  private async recheck(userId: string | undefined): Promise<void> {
    const checked = [...this.watched].filter(({ by }) => userId === undefined || by.userId === userId);
    if (checked.length === 0) return;
    try {
      const open = await this.openOf(checked.map(({ by }) => by));
      for (const { by, end } of checked) if (!open.has(idOf(by))) end();
    } catch (error) {
      this.logger.warn(`could not check who is still signed in: ${String(error)}`);
    }
  }
  /** Straight from the database: ids of the sessions and tokens that still count. */
  private async openOf(all: readonly LetIn[]): Promise<ReadonlySet<string>> {
    const claims = all.flatMap((by) => ('sessionId' in by ? [by] : []));
    const tokenIds = all.flatMap((by) => ('tokenId' in by ? [by.tokenId] : []));
    const sessionIds = claims.length === 0 ? [] : (await this.actors.loadAll(claims)).keys();
    const live =
      tokenIds.length === 0
        ? []
        : await this.tokens.liveIds(this.database.reader, tokenIds, this.clock.now());
    return new Set([...sessionIds, ...live]);
  }
}

function idOf(by: LetIn): string {
  return 'sessionId' in by ? by.sessionId : by.tokenId;
}
