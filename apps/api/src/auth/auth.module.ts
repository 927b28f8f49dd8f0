import { Global, Module } from '@nestjs/common';
import { ACTOR_SOURCE, SESSION_WATCH } from '../platform/auth-guard/index.js';
import { ActorChanges } from './actor-changes.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { AuthSweeper } from './auth-sweeper.js';
import { FirstAdmin } from './first-admin.js';
import { KnownDevices } from './known-devices.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { LoginLimit } from './login-limit.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcAccounts } from './oidc/oidc-accounts.js';
import { OidcIdentitiesRepository } from './oidc/oidc-identities.repository.js';
import { OidcLinks } from './oidc/oidc-links.js';
import { OidcProvider } from './oidc/oidc-provider.js';
import { OidcRoles } from './oidc/oidc-roles.js';
import { OidcSignInService } from './oidc/oidc-sign-in.service.js';
import { OidcTransactions } from './oidc/oidc-transactions.js';
import { RoleGrants } from './oidc/role-grants.js';
import { UserProviderController } from './oidc/user-provider.controller.js';
import { OpenSessions } from './open-sessions.js';
import { PasswordController } from './password.controller.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { Passwords } from './passwords.js';
import { PasswordsService } from './passwords.service.js';
import { PeopleReadModel } from './people.read-model.js';
import { ProjectPeople } from './project-people.read-model.js';
import { RefreshTokens } from './refresh-tokens.js';
import { SecondFactorCheck } from './second-factor-check.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactorService } from './second-factor.service.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { SessionActors } from './session-actors.js';
import { SessionEndingService } from './session-ending.service.js';
import { SessionListReadModel } from './session-list.read-model.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SetupTokensRepository } from './setup-tokens.repository.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { SignInChallengesRepository } from './sign-in-challenges.repository.js';
import { SignInService } from './sign-in.service.js';
import { ApiTokensRepository } from './tokens/api-tokens.repository.js';
import { ApiTokensService } from './tokens/api-tokens.service.js';
import { PersonalTokensService } from './tokens/personal-tokens.service.js';
import { ServiceTokensController } from './tokens/service-tokens.controller.js';
import { ServiceTokensService } from './tokens/service-tokens.service.js';
import { TokenActors } from './tokens/token-actors.js';
import { TokenListReadModel } from './tokens/token-list.read-model.js';
import { TokensController } from './tokens/tokens.controller.js';
import { UserListReadModel } from './user-list.read-model.js';
import { UserSecondFactorController } from './user-second-factor.controller.js';
import { UserSessionsController } from './user-sessions.controller.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';
import { WsTickets } from './ws-tickets.js';
import { WsTicketsRepository } from './ws-tickets.repository.js';

@Global()
@Module({
  controllers: [
    AuthController,
    OidcController,
    PasswordController,
    SecondFactorController,
    SessionsController,
    UserSecondFactorController,
    ServiceTokensController,
    TokensController,
    UserProviderController,
    UsersController,
    UserSessionsController,
  ],
  providers: [
    ActorChanges,
    ApiTokensRepository,
    ApiTokensService,
    AuthService,
    AuthSweeper,
    FirstAdmin,
    KnownDevices,
    LoginAttemptsRepository,
    LoginLimit,
    OidcAccounts,
    OidcIdentitiesRepository,
    OidcLinks,
    OidcProvider,
    OidcRoles,
    OidcSignInService,
    OidcTransactions,
    OpenSessions,
    PasswordResetsRepository,
    Passwords,
    PasswordsService,
    PeopleReadModel,
    PersonalTokensService,
    ProjectPeople,
    RefreshTokens,
    RoleGrants,
    SecondFactorCheck,
    SecondFactorService,
    SecondFactorsRepository,
    ServiceTokensService,
    SessionActors,
    SessionEndingService,
    SessionListReadModel,
    SessionsRepository,
    SessionsService,
    SetupTokensRepository,
    SignInChallenges,
    SignInChallengesRepository,
    SignInService,
    TokenActors,
    TokenListReadModel,
    UserListReadModel,
    UsersRepository,
    UsersService,
    WsTickets,
    WsTicketsRepository,
    { provide: ACTOR_SOURCE, useExisting: SessionActors },
    { provide: SESSION_WATCH, useExisting: OpenSessions },
  ],
  exports: [
    ACTOR_SOURCE,
    SESSION_WATCH,
    ActorChanges,
    FirstAdmin,
    ProjectPeople,
    RoleGrants,
    SessionActors,
    WsTickets,
  ],
})
export class AuthModule {}
