import { Global, Module, type DynamicModule } from '@nestjs/common';
import { SETTINGS, type Settings } from '../settings/index.js';
import { KeyUse } from './key-use.js';
import { Resealer } from './resealer.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-column.js';
import { SealedRowsRepository } from './sealed-rows.repository.js';
import { SealedSecrets } from './sealed-secrets.js';
import { SecretBox } from './secret-box.js';
import { SecretKeysRepository } from './secret-keys.repository.js';
import { SecretKeys } from './secret-keys.js';

@Global()
@Module({})
export class SecretsModule {
  static with(options: {
    readonly secretKey: string;
    readonly columns: readonly SealedColumn[];
  }): DynamicModule {
    return {
      module: SecretsModule,
      providers: [
        {
          provide: SecretKeys,
          inject: [SETTINGS],
          useFactory: (settings: Settings) => new SecretKeys(options.secretKey, settings.formerSecretKeys),
        },
        { provide: SEALED_COLUMNS, useValue: options.columns },
        KeyUse,
        Resealer,
        SealedRowsRepository,
        SealedSecrets,
        SecretBox,
        SecretKeysRepository,
      ],
      exports: [KeyUse, SealedSecrets, SecretBox, SecretKeys],
    };
  }
}
