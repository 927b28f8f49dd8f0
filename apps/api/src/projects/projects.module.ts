import { Module } from '@nestjs/common';
import { ApprovalPoliciesController } from './approval-policies/approval-policies.controller.js';
import { ApprovalPoliciesService } from './approval-policies/approval-policies.service.js';
import { OpenRequests } from './approval-policies/open-requests.js';
import { EnvironmentsController } from './environments.controller.js';
import { EnvironmentsRepository } from './environments.repository.js';
import { EnvironmentsService } from './environments.service.js';
import { EverywhereFreezesController } from './freezes/everywhere-freezes.controller.js';
import { Freezes } from './freezes/freezes.js';
import { FreezesRepository } from './freezes/freezes.repository.js';
import { FreezesService } from './freezes/freezes.service.js';
import { ProjectFreezesController } from './freezes/project-freezes.controller.js';
import { GroupMembers } from './group-members.js';
import { MembersController } from './members.controller.js';
import { MembersRepository } from './members.repository.js';
import { MembersService } from './members.service.js';
import { ProjectChanges } from './project-changes.js';
import { ProjectListReadModel } from './project-list.read-model.js';
import { ProjectUseReadModel } from './project-use.read-model.js';
import { ProjectsController } from './projects.controller.js';
import { ProjectsRepository } from './projects.repository.js';
import { ProjectsService } from './projects.service.js';

@Module({
  controllers: [
    ProjectsController,
    EnvironmentsController,
    ApprovalPoliciesController,
    MembersController,
    ProjectFreezesController,
    EverywhereFreezesController,
  ],
  providers: [
    ApprovalPoliciesService,
    OpenRequests,
    EnvironmentsRepository,
    EnvironmentsService,
    Freezes,
    FreezesRepository,
    FreezesService,
    GroupMembers,
    MembersRepository,
    MembersService,
    ProjectChanges,
    ProjectListReadModel,
    ProjectUseReadModel,
    ProjectsRepository,
    ProjectsService,
  ],
  exports: [Freezes, OpenRequests, ProjectChanges, ProjectListReadModel],
})
export class ProjectsModule {}
