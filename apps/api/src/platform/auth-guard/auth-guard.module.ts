import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessTokens, SIGNING_KEY } from './access-tokens.js';
import { AuthGuard } from './auth.guard.js';
import { ProjectScopes } from './project-scopes.js';

@Global()
@Module({})
export class AuthGuardModule {
  static with(signingKey: string): DynamicModule {
    return {
      module: AuthGuardModule,
      providers: [
        { provide: SIGNING_KEY, useValue: signingKey },
        AccessTokens,
        ProjectScopes,
        AuthGuard,
        { provide: APP_GUARD, useExisting: AuthGuard },
      ],
      exports: [SIGNING_KEY, AccessTokens, ProjectScopes, AuthGuard],
    };
  }
}
