import { Injectable } from '@nestjs/common';
import { Actor, type AccessClaims, type ActorSource } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { ActorChanges } from './actor-changes.js';
import { PeopleReadModel } from './people.read-model.js';
import { TokenActors } from './tokens/token-actors.js';

/** The longest that a lost notification can leave an old right in force. */
const MAX_AGE_MS = 3_000;
const MAX_ENTRIES = 10_000;

interface Entry {
  readonly actor: Actor;
  readonly loadedAtMs: number;
}

@Injectable()
export class SessionActors implements ActorSource {
  private readonly entries = new Map<string, Entry>();
  private changes = 0;

  constructor(
    private readonly people: PeopleReadModel,
    private readonly clock: Clock,
    private readonly tokens: TokenActors,
    changes: ActorChanges,
  ) {
    changes.listen((userId) => this.forget(userId));
  }

  async load(claims: AccessClaims): Promise<Actor | undefined> {
    const entry = this.entries.get(claims.sessionId);
    const isFresh = entry && Math.abs(this.clock.millis() - entry.loadedAtMs) < MAX_AGE_MS;
    if (isFresh && entry.actor.id === claims.userId) return entry.actor;
    return (await this.loadAll([claims])).get(claims.sessionId);
  }

  loadToken(secret: string): Promise<Actor | undefined> {
    return this.tokens.load(secret);
  }

  /** Somebody for whom the console acts while they are not there, with the rights that they have now; undefined when disabled. */
  loadPerson(tx: Tx, userId: string): Promise<Actor | undefined> {
    return this.people.person(tx, userId);
  }

  /** Straight from the database, by session id; ended sessions and disabled people are missing. */
  async loadAll(claims: readonly AccessClaims[]): Promise<ReadonlyMap<string, Actor>> {
    const changesBefore = this.changes;
    const loadedAtMs = this.clock.millis();
    const actors = new Map<string, Actor>();
    for (const row of await this.people.liveSessions(claims, this.clock.now())) {
      actors.set(row.sessionId, new Actor(row.userId, row.name, row.email, row.isAdmin, row.memberships));
    }
    // A change that was announced while the query ran may be missing in its answer.
    if (changesBefore === this.changes) this.keep(claims, actors, loadedAtMs);
    return actors;
  }

  private keep(
    claims: readonly AccessClaims[],
    actors: ReadonlyMap<string, Actor>,
    loadedAtMs: number,
  ): void {
    if (this.entries.size > MAX_ENTRIES) this.entries.clear();
    for (const { sessionId } of claims) {
      const actor = actors.get(sessionId);
      if (actor) this.entries.set(sessionId, { actor, loadedAtMs });
      else this.entries.delete(sessionId);
    }
  }

  private forget(userId: string | undefined): void {
    this.changes += 1;
    for (const [sessionId, { actor }] of this.entries) {
      if (userId === undefined || actor.id === userId) this.entries.delete(sessionId);
    }
  }
}
