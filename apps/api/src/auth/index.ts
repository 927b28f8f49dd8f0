import { ApiTokenEntity } from './tokens/api-token.entity.js';
import { LoginAttemptEntity } from './login-attempt.entity.js';
import { OidcIdentityEntity } from './oidc/oidc-identity.entity.js';
import { UsedOidcSignInEntity } from './oidc/used-oidc-sign-in.entity.js';
import { PasswordResetEntity } from './password-reset.entity.js';
import { RecoveryCodeEntity } from './recovery-code.entity.js';
import { SecondFactorEntity } from './second-factor.entity.js';
import { SessionEntity } from './session.entity.js';
import { SetupTokenEntity } from './setup-token.entity.js';
import { SignInChallengeEntity } from './sign-in-challenge.entity.js';
import { UserEntity } from './user.entity.js';
import { WsTicketEntity } from './ws-ticket.entity.js';

export { ActorChanges } from './actor-changes.js';
export { AuthModule } from './auth.module.js';
export { FirstAdmin } from './first-admin.js';
export type { RoleGrant } from './oidc/oidc-person.js';
export { RoleGrants } from './oidc/role-grants.js';
export { ProjectPeople, type Person, type RoleHolder } from './project-people.read-model.js';
export { SECOND_FACTOR_SECRETS } from './second-factor.entity.js';
export { SessionActors } from './session-actors.js';
export { WsTickets } from './ws-tickets.js';

export const authEntities = [
  UserEntity,
  SessionEntity,
  WsTicketEntity,
  SetupTokenEntity,
  LoginAttemptEntity,
  PasswordResetEntity,
  SecondFactorEntity,
  RecoveryCodeEntity,
  SignInChallengeEntity,
  ApiTokenEntity,
  OidcIdentityEntity,
  UsedOidcSignInEntity,
];
