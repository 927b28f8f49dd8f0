import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessTokens } from './access-tokens.js';
import { AuthGuard } from './auth.guard.js';
import { ProjectScopes } from './project-scopes.js';

@Global()
@Module({
  providers: [AccessTokens, ProjectScopes, AuthGuard, { provide: APP_GUARD, useExisting: AuthGuard }],
  exports: [AccessTokens, ProjectScopes, AuthGuard],
})
export class AuthGuardModule {}
