import type { SealedColumn } from '../platform/secrets/index.js';

export const SEALED_URLS: SealedColumn = {
  table: 'notification_channels',
  column: 'sealed_url',
  key: ['id'],
};
export const SEALED_SIGNING: SealedColumn = {
  table: 'notification_channels',
  column: 'sealed_secret',
  key: ['id'],
};

export const notificationSealedColumns = [SEALED_URLS, SEALED_SIGNING];
