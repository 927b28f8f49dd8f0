import type { SealedColumn } from '../platform/secrets/index.js';

export const SEALED_SOURCE_SECRETS: SealedColumn = {
  table: 'ci_source_secrets',
  column: 'sealed',
  key: ['id'],
};
export const SEALED_SOURCE_TOKENS: SealedColumn = {
  table: 'ci_sources',
  column: 'sealed_token',
  key: ['id'],
};
export const SEALED_BODIES: SealedColumn = {
  table: 'ci_deliveries',
  column: 'sealed_body',
  key: ['id'],
  isForgettable: true,
};

export const ciSealedColumns = [SEALED_SOURCE_SECRETS, SEALED_SOURCE_TOKENS, SEALED_BODIES];
