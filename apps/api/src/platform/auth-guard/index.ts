export { ACCESS_TOKEN_SECONDS, AccessTokens, type AccessClaims } from './access-tokens.js';
export {
  Access,
  ACCESS_RULE,
  IN_PERSON,
  InPerson,
  Public,
  SignedIn,
  type AccessRule,
  type Scope,
} from './access.decorator.js';
export { ACTOR_SOURCE, type ActorSource } from './actor-source.js';
export {
  Actor,
  CurrentActor,
  CurrentSession,
  actorOf,
  attachedActor,
  forbidden,
  type Membership,
  type TokenGrant,
} from './actor.js';
export { API_TOKEN_PREFIX } from './api-token.js';
export { AuthGuard } from './auth.guard.js';
export { AuthGuardModule } from './auth-guard.module.js';
export { EndsWithSession } from './ends-with-session.js';
export { SESSION_WATCH, type LetIn, type SessionWatch } from './session-watch.js';
export { PERMISSIONS, roleMay, ROLES, rolesThatMay, type Permission, type Role } from './permissions.js';
export { ProjectScopes, type ScopeResolver } from './project-scopes.js';
