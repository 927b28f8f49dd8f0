export { deriveKey } from './derive-key.js';
export { KeyUse } from './key-use.js';
export { type SealedColumn } from './sealed-column.js';
export { SealedSecrets } from './sealed-secrets.js';
export { SecretBox } from './secret-box.js';
export { SecretKeyEntity } from './secret-key.entity.js';
export { SecretKeys } from './secret-keys.js';
export { SecretsModule } from './secrets.module.js';
