import { ConfigEditorEntity } from './editing/config-editor.entity.js';
import { ConfigFileEntity } from './files/config-file.entity.js';
import { ConfigPublicationEntity } from './publications/config-publication.entity.js';
import { ConfigSecretEntity } from './secrets/config-secret.entity.js';
import { ConfigDraftEntity } from './versions/config-draft.entity.js';
import { ConfigVersionEntity } from './versions/config-version.entity.js';

export { takeConfigBodies } from './config-bodies.js';
export { ConfigModule } from './config.module.js';
export { configSealedColumns } from './sealed-columns.js';

export const configEntities = [
  ConfigFileEntity,
  ConfigVersionEntity,
  ConfigDraftEntity,
  ConfigPublicationEntity,
  ConfigSecretEntity,
  ConfigEditorEntity,
];
