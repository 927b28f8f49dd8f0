import type { SealedColumn } from '../platform/secrets/index.js';

export const SEALED_VERSIONS: SealedColumn = { table: 'config_versions', column: 'sealed', key: ['id'] };
export const SEALED_PUBLICATIONS: SealedColumn = {
  table: 'config_publications',
  column: 'sealed',
  key: ['id'],
};
export const SEALED_SECRETS: SealedColumn = { table: 'config_secrets', column: 'sealed', key: ['id'] };

export const configSealedColumns = [SEALED_VERSIONS, SEALED_PUBLICATIONS, SEALED_SECRETS];
