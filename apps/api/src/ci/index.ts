import { CiBuildEntity } from './builds/ci-build.entity.js';
import { CiDeliveryEntity } from './deliveries/ci-delivery.entity.js';
import { CiImportEntity } from './imports/ci-import.entity.js';
import { CiProvenanceEntity } from './imports/ci-provenance.entity.js';
import { CiRunEntity } from './imports/ci-run.entity.js';
import { CiRuleEntity } from './rules/ci-rule.entity.js';
import { CiSourceEntity } from './sources/ci-source.entity.js';
import { CiSourceSecretEntity } from './sources/ci-source-secret.entity.js';
import { CiStartEntity } from './sources/ci-start.entity.js';

export { CiModule } from './ci.module.js';
export { limitWebhookBodies } from './ci-bodies.js';
export { ciSealedColumns } from './sealed-columns.js';

export const ciEntities = [
  CiSourceEntity,
  CiSourceSecretEntity,
  CiDeliveryEntity,
  CiBuildEntity,
  CiRuleEntity,
  CiRunEntity,
  CiImportEntity,
  CiProvenanceEntity,
  CiStartEntity,
];
