import type { Actor } from './actor.js';
import type { AccessClaims } from './access-tokens.js';

/** The port through which the auth feature says who a token's person is now; undefined when disabled or signed out. */
export interface ActorSource {
  load(claims: AccessClaims): Promise<Actor | undefined>;
}
export const ACTOR_SOURCE = Symbol('actor-source');
