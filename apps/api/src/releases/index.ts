import { EmergencyStop } from './emergency/emergency-stop.entity.js';
import { ReleaseEventRow } from './store/release-event.entity.js';
import { ReleaseTarget } from './store/release-target.entity.js';
import { ReleaseTargetBin } from './store/release-target-bin.entity.js';
import { Release } from './store/release.entity.js';
import { StrategyTemplateDefault, StrategyTemplateEntity } from './templates/strategy-template.entity.js';

export type { NewReleaseDto } from './dto/release-draft.dto.js';
export { ReleaseLimitsDto } from './dto/release-limits.dto.js';
export { StrategyDto } from './dto/strategy.dto.js';
export { ReleaseEngine } from './engine/release-engine.js';
export { ReleaseDraftsService } from './release-drafts.service.js';
export { ReleaseRollbackService } from './release-rollback.service.js';
export { ReleasesModule } from './releases.module.js';

export const releaseEntities = [
  Release,
  ReleaseTarget,
  ReleaseTargetBin,
  ReleaseEventRow,
  EmergencyStop,
  StrategyTemplateEntity,
  StrategyTemplateDefault,
];
