import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ActorChanges } from '../actor-changes.js';
import { hashSecret } from '../refresh-tokens.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { actorOf } from './token-rights.js';

/** The longest that a lost notification can leave a revoked token in force. */
const MAX_AGE_MS = 3_000;
const MAX_ENTRIES = 10_000;
const NOTED_EVERY_MS = 60_000;

interface Entry {
  readonly actor: Actor;
  readonly loadedAtMs: number;
}

/** Who stands behind API tokens now. */
@Injectable()
export class TokenActors {
  private readonly logger = new Logger('auth');
  private readonly entries = new Map<string, Entry>();
  private readonly notedAtMs = new Map<string, number>();
  private changes = 0;

  constructor(
    private readonly database: Database,
    private readonly tokens: ApiTokensRepository,
    private readonly clock: Clock,
    changes: ActorChanges,
  ) {
    changes.listen((userId) => this.forget(userId));
  }

  async load(secret: string): Promise<Actor | undefined> {
    const hash = hashSecret(secret);
    const entry = this.entries.get(hash);
    const isFresh = entry && Math.abs(this.clock.millis() - entry.loadedAtMs) < MAX_AGE_MS;
    const actor = isFresh ? entry.actor : await this.read(hash);
    if (!actor?.token || actor.token.expiresAt.getTime() <= this.clock.millis()) return undefined;
    await this.noteUse(actor.token.id);
    return actor;
  }

  private async read(hash: string): Promise<Actor | undefined> {
    const changesBefore = this.changes;
    const loadedAtMs = this.clock.millis();
    const row = await this.tokens.findLive(this.database.reader, hash, this.clock.now());
    const actor = row && actorOf(row.owner, row);
    this.entries.delete(hash);
    if (this.entries.size > MAX_ENTRIES) this.entries.clear();
    // A change that was announced while the query ran may be missing in its answer.
    if (actor && changesBefore === this.changes) this.entries.set(hash, { actor, loadedAtMs });
    return actor;
  }

  /** That it could not be noted is no reason to refuse what the token is good for. */
  private async noteUse(id: string): Promise<void> {
    const now = this.clock.millis();
    if (now - (this.notedAtMs.get(id) ?? -Infinity) < NOTED_EVERY_MS) return;
    if (this.notedAtMs.size > MAX_ENTRIES) this.notedAtMs.clear();
    this.notedAtMs.set(id, now);
    await this.tokens
      .noteUse(this.database.reader, id, new Date(now))
      .catch((error: unknown) => this.logger.warn(`the use of a token was not noted: ${String(error)}`));
  }

  private forget(userId: string | undefined): void {
    this.changes += 1;
    for (const [hash, { actor }] of this.entries) {
      if (userId === undefined || actor.id === userId) this.entries.delete(hash);
    }
  }
}
