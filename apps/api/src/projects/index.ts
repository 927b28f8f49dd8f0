import { EnvironmentEntity } from './environment.entity.js';
import { FreezeEntity } from './freezes/freeze.entity.js';
import { ProjectEntity } from './project.entity.js';
import { ProjectMemberEntity } from './project-member.entity.js';

export { OpenRequests, type PolicyChange } from './approval-policies/open-requests.js';
export { Environment } from './environment.dto.js';
export { calendarWords } from './freezes/calendar-words.js';
export { Freezes } from './freezes/freezes.js';
export { Project } from './project.dto.js';
export { ProjectChanges } from './project-changes.js';
export { ProjectListReadModel } from './project-list.read-model.js';
export { looksLikeId } from './project-reference.js';
export { ProjectsModule } from './projects.module.js';

export const projectEntities = [ProjectEntity, EnvironmentEntity, ProjectMemberEntity, FreezeEntity];
