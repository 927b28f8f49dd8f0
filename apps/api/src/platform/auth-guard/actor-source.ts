import type { Actor } from './actor.js';
import type { AccessClaims } from './access-tokens.js';

/** The port through which the auth feature says who is behind a credential now; undefined when it is worth nothing. */
export interface ActorSource {
  /** Of an access token whose signature is good; undefined when disabled or signed out. */
  load(claims: AccessClaims): Promise<Actor | undefined>;
  /** Of an API token; undefined when unknown, expired or revoked, or when its owner is disabled. */
  loadToken(secret: string): Promise<Actor | undefined>;
}
export const ACTOR_SOURCE = Symbol('actor-source');
