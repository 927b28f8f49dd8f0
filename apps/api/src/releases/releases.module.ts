import { Module, type OnModuleInit } from '@nestjs/common';
import { ApprovalsModule } from '../approvals/index.js';
import { AuditModule } from '../audit/index.js';
import { MonitoringModule } from '../monitoring/index.js';
import { NodesModule } from '../nodes/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { ProjectScopes } from '../platform/auth-guard/index.js';
import { Database } from '../platform/database/index.js';
import { OpenRequests, ProjectsModule } from '../projects/index.js';
import { RealtimeModule } from '../realtime/index.js';
import { AnalysisService } from './analysis/analysis.service.js';
import { ReleaseAnalysesRepository } from './analysis/release-analyses.repository.js';
import { ReleaseAnalysis } from './analysis/release-analysis.js';
import { ReleaseAsker } from './analysis/release-asker.js';
import { ApprovalsController } from './approval/approvals.controller.js';
import { ApprovalsInboxService } from './approval/inbox.service.js';
import { ReleaseApprovalsService } from './approval/release-approvals.service.js';
import { EmergencyStopController } from './emergency/emergency-stop.controller.js';
import { EmergencyStopService } from './emergency/emergency-stop.service.js';
import { EmergencyStopsRepository } from './emergency/emergency-stops.repository.js';
import { HaltProofReadModel } from './emergency/halt-proof.read-model.js';
import { DecisionWriter } from './engine/decision-writer.js';
import { ReleaseEngine } from './engine/release-engine.js';
import { ReleaseJoiners } from './engine/release-joiners.js';
import { ReleaseStarter } from './engine/release-starter.js';
import { ReleaseTicker } from './engine/release-ticker.js';
import { MeasuredNodesReadModel } from './expected/measured-nodes.read-model.js';
import { ReleaseExpectation } from './expected/release-expectation.js';
import { ActionRehearsal } from './insight/action-rehearsal.js';
import { ComparisonReadModel } from './insight/comparison.read-model.js';
import { FailuresReadModel } from './insight/failures.read-model.js';
import { FailuresService } from './insight/failures.service.js';
import { InsightController } from './insight/insight.controller.js';
import { ReleaseComparisonService } from './insight/release-comparison.service.js';
import { TargetTimelineReadModel } from './insight/target-timeline.read-model.js';
import { WorldReadModel } from './engine/world.read-model.js';
import { CompletionsReadModel } from './planning/completions.read-model.js';
import { PlanBuilder } from './planning/plan-builder.js';
import { ReleaseContextReadModel } from './planning/release-context.read-model.js';
import { RollbackReadModel } from './planning/rollback.read-model.js';
import { SoakReadModel } from './planning/soak.read-model.js';
import { ReleaseActionsController } from './release-actions.controller.js';
import { ReleaseCommandsService } from './release-commands.service.js';
import { ReleaseDraftsService } from './release-drafts.service.js';
import { ReleaseRollbackService } from './release-rollback.service.js';
import { ReleaseViewsService } from './release-views.service.js';
import { ReleasesController } from './releases.controller.js';
import { StrategyTemplatesController } from './templates/strategy-templates.controller.js';
import { StrategyTemplatesRepository } from './templates/strategy-templates.repository.js';
import { StrategyTemplatesService } from './templates/strategy-templates.service.js';
import { ReleaseTargetsRepository } from './store/release-targets.repository.js';
import { ReleasesRepository } from './store/releases.repository.js';
import { ReleaseEventsReadModel } from './view/release-events.read-model.js';
import { ReleaseListReadModel } from './view/release-list.read-model.js';
import { ReleaseTargetsReadModel } from './view/release-targets.read-model.js';
import { WaitingReadModel } from './view/waiting.read-model.js';

@Module({
  imports: [
    ApprovalsModule,
    AuditModule,
    MonitoringModule,
    NodesModule,
    NotificationsModule,
    ProjectsModule,
    RealtimeModule,
  ],
  controllers: [
    ReleasesController,
    InsightController,
    ReleaseActionsController,
    ApprovalsController,
    EmergencyStopController,
    StrategyTemplatesController,
  ],
  providers: [
    ReleasesRepository,
    ReleaseTargetsRepository,
    ReleaseContextReadModel,
    RollbackReadModel,
    CompletionsReadModel,
    SoakReadModel,
    ReleaseListReadModel,
    ReleaseTargetsReadModel,
    ReleaseEventsReadModel,
    WaitingReadModel,
    PlanBuilder,
    StrategyTemplatesRepository,
    StrategyTemplatesService,
    ReleaseAnalysis,
    ReleaseAsker,
    ReleaseAnalysesRepository,
    AnalysisService,
    WorldReadModel,
    DecisionWriter,
    ReleaseEngine,
    ReleaseStarter,
    ReleaseJoiners,
    EmergencyStopsRepository,
    HaltProofReadModel,
    EmergencyStopService,
    ReleaseTicker,
    ReleaseCommandsService,
    ReleaseApprovalsService,
    ApprovalsInboxService,
    ReleaseDraftsService,
    ReleaseRollbackService,
    MeasuredNodesReadModel,
    ReleaseExpectation,
    ReleaseViewsService,
    ActionRehearsal,
    FailuresReadModel,
    FailuresService,
    ComparisonReadModel,
    ReleaseComparisonService,
    TargetTimelineReadModel,
  ],
  exports: [ReleaseEngine, ReleaseDraftsService, ReleaseRollbackService],
})
export class ReleasesModule implements OnModuleInit {
  constructor(
    private readonly scopes: ProjectScopes,
    private readonly list: ReleaseListReadModel,
    private readonly database: Database,
    private readonly openRequests: OpenRequests,
    private readonly approvals: ReleaseApprovalsService,
  ) {}

  onModuleInit(): void {
    this.openRequests.register((tx, change) => this.approvals.voidAll(tx, change));
    this.scopes.register('release', async (id) => {
      const projectId = await this.list.projectOf(this.database.reader, id);
      return projectId === undefined ? undefined : [projectId];
    });
  }
}
