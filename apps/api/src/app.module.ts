import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { auditEntities, AuditModule } from './audit/index.js';
import { authEntities, AuthModule, SECOND_FACTOR_SECRETS } from './auth/index.js';
import { MonitoringModule } from './monitoring/index.js';
import { nodeEntities, NodesModule } from './nodes/index.js';
import {
  notificationEntities,
  notificationSealedColumns,
  NotificationsModule,
} from './notifications/index.js';
import { AuthGuardModule } from './platform/auth-guard/index.js';
import { binEntities, BinsModule, SEALED_BLOBS } from './bins/index.js';
import { configEntities, ConfigModule, configSealedColumns } from './config/index.js';
import { ciEntities, CiModule, ciSealedColumns } from './ci/index.js';
import { ClockModule } from './platform/clock/index.js';
import { DatabaseModule, type EntityClass } from './platform/database/index.js';
import { HealthController } from './platform/health/health.controller.js';
import { SecretKeysController } from './platform/health/secret-keys.controller.js';
import { bodyValidation, ProblemFilter, UndeclaredQueryInterceptor } from './platform/http/index.js';
import {
  IDEMPOTENT_ANSWERS,
  IdempotencyInterceptor,
  IdempotencyKeyEntity,
  IdempotencyModule,
} from './platform/http/idempotency/index.js';
import { MailModule } from './platform/mail/index.js';
import { OutgoingModule } from './platform/outgoing/index.js';
import { projectEntities, ProjectsModule } from './projects/index.js';
import { RateLimitModule } from './platform/rate-limit/index.js';
import { RealtimeModule } from './realtime/index.js';
import { SecretKeyEntity, SecretsModule, type SealedColumn } from './platform/secrets/index.js';
import { SettingsModule, type Settings } from './platform/settings/index.js';
import { approvalEntities, ApprovalsModule } from './approvals/index.js';
import { releaseEntities, ReleasesModule } from './releases/index.js';

export interface ConsoleParts {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly signingKey: string;
}

/** Every table of every room. */
export const entities: readonly EntityClass[] = [
  ...approvalEntities,
  ...auditEntities,
  ...authEntities,
  ...binEntities,
  ...ciEntities,
  ...configEntities,
  IdempotencyKeyEntity,
  ...nodeEntities,
  ...notificationEntities,
  ...projectEntities,
  ...releaseEntities,
  SecretKeyEntity,
];

/** Every column that holds secrets which must be read again. */
const sealedColumns: readonly SealedColumn[] = [
  IDEMPOTENT_ANSWERS,
  SECOND_FACTOR_SECRETS,
  SEALED_BLOBS,
  ...ciSealedColumns,
  ...configSealedColumns,
  ...notificationSealedColumns,
];

@Module({})
export class AppModule {
  static with(parts: ConsoleParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.with(parts.settings),
        ClockModule,
        RateLimitModule,
        DatabaseModule.with({
          url: parts.databaseUrl,
          entities,
          poolSize: parts.settings.databasePoolSize,
          waitMs: parts.settings.databaseWaitMs,
          answerWithinMs: parts.settings.databaseAnswerMs,
        }),
        SecretsModule.with({ secretKey: parts.signingKey, columns: sealedColumns }),
        OutgoingModule,
        MailModule,
        AuthGuardModule,
        IdempotencyModule,
        AuditModule,
        AuthModule,
        RealtimeModule,
        NotificationsModule,
        ProjectsModule,
        BinsModule,
        NodesModule,
        ApprovalsModule,
        ReleasesModule,
        MonitoringModule,
        ConfigModule,
        CiModule,
      ],
      controllers: [HealthController, SecretKeysController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: UndeclaredQueryInterceptor },
        { provide: APP_INTERCEPTOR, useExisting: IdempotencyInterceptor },
        { provide: APP_PIPE, useFactory: bodyValidation },
      ],
    };
  }
}
