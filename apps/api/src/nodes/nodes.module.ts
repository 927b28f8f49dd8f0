import { Module, type OnModuleInit } from '@nestjs/common';
import { ProjectScopes } from '../platform/auth-guard/index.js';
import { Database } from '../platform/database/index.js';
import { AuditModule } from '../audit/index.js';
import { BinsModule } from '../bins/index.js';
import { RealtimeModule } from '../realtime/index.js';
import { BulkTokensService } from './credentials/bulk-tokens.service.js';
import { EnrolmentTokensController } from './credentials/enrolment-tokens.controller.js';
import { EnrolmentTokensService } from './credentials/enrolment-tokens.service.js';
import { NodeTokensController } from './credentials/node-tokens.controller.js';
import { NodeTokensService } from './credentials/node-tokens.service.js';
import { BaselineListReadModel } from './baselines/baseline-list.read-model.js';
import { BaselinesController } from './baselines/baselines.controller.js';
import { BaselinesService } from './baselines/baselines.service.js';
import { DriftEnforcer } from './drift/drift-enforcer.js';
import { DriftFindingsRepository } from './drift/drift-findings.repository.js';
import { DriftListReadModel } from './drift/drift-list.read-model.js';
import { DriftPoliciesRepository } from './drift/drift-policies.repository.js';
import { DriftWatch } from './drift/drift-watch.js';
import { DriftController } from './drift/drift.controller.js';
import { DriftService } from './drift/drift.service.js';
import { EnforceableReadModel } from './drift/enforceable.read-model.js';
import { AdoptionReadModel } from './fleet/adoption.read-model.js';
import { ExplainReadModel } from './fleet/explain.read-model.js';
import { ExplainService } from './fleet/explain.service.js';
import { JoinersReadModel } from './fleet/joiners.read-model.js';
import { MembershipsRepository } from './fleet/memberships.repository.js';
import { NodeChanges } from './fleet/node-changes.js';
import { NodeEventsReadModel } from './fleet/node-events.read-model.js';
import { NodeLifecycleService } from './fleet/node-lifecycle.service.js';
import { NodeListReadModel } from './fleet/node-list.read-model.js';
import { NodesController } from './fleet/nodes.controller.js';
import { NodesService } from './fleet/nodes.service.js';
import { Credentials } from './credentials/credentials.js';
import { EnrolmentService } from './credentials/enrolment.service.js';
import { EnrolmentTokensRepository } from './credentials/enrolment-tokens.repository.js';
import { NodeTokensRepository } from './credentials/node-tokens.repository.js';
import { Baselines } from './desired/baselines.repository.js';
import { DesiredStateRepository } from './desired/desired-state.repository.js';
import { NodeSignals } from './desired/node-signals.js';
import { NodeStateReadModel } from './desired/node-state.read-model.js';
import { NodeStates } from './desired/node-states.js';
import { HoldsWatch } from './holds/holds-watch.js';
import { NodeHoldsController } from './holds/node-holds.controller.js';
import { NodeHoldsReadModel } from './holds/node-holds.read-model.js';
import { NodeHoldsRepository } from './holds/node-holds.repository.js';
import { NodeHoldsService } from './holds/node-holds.service.js';
import { InstanceWatch } from './identity/instance-watch.js';
import { InstancesRepository } from './identity/instances.repository.js';
import { QuarantineController } from './identity/quarantine.controller.js';
import { QuarantineService } from './identity/quarantine.service.js';
import { NodeSelection } from './fleet/node-selection.read-model.js';
import { NodesReadModel } from './fleet/nodes.read-model.js';
import { ReleasedFilesReadModel } from './fleet/released-files.read-model.js';
import { NodesRepository } from './fleet/nodes.repository.js';
import { EngineFacts } from './observed/engine-facts.read-model.js';
import { NodeEventsTrimmer } from './observed/node-events-trimmer.js';
import { NodeEventsRepository } from './observed/node-events.repository.js';
import { ObservedStateRepository } from './observed/observed-state.repository.js';
import { ReportBatch } from './observed/report-batch.js';
import { ReportContextReadModel } from './observed/report-context.read-model.js';
import { OfferedArchsReadModel } from './protocol/offered-archs.read-model.js';
import { MeasurementTakers } from './observed/measurement-takers.js';
import { ReportListeners } from './observed/report-listeners.js';
import { ReportWriter } from './observed/report-writer.js';
import { FutureWords } from './presence/future-words.js';
import { Hearing } from './presence/hearing.js';
import { NodeNews } from './presence/node-news.js';
import { NodePlacesReadModel } from './presence/node-places.read-model.js';
import { PresenceWatch } from './presence/presence-watch.js';
import { PresenceBook } from './presence/presence-book.js';
import { PresenceRepository } from './presence/presence.repository.js';
import { PresenceWriter } from './presence/presence-writer.js';
import { NodeFiles } from './protocol/node-files.service.js';
import { NodeCallers } from './protocol/node-callers.js';
import { NodeConfigs } from './protocol/node-configs.js';
import { NodeDownloads } from './protocol/node-downloads.js';
import { NodeProtocol } from './protocol/node-protocol.js';
import { SeedService } from './protocol/seed.service.js';
import { SyncService } from './protocol/sync.service.js';
import { Waiters } from './protocol/waiters.js';

const desired = [NodeSignals, NodeStateReadModel, NodeStates, DesiredStateRepository, Baselines];
const observed = [
  ReportListeners,
  MeasurementTakers,
  ReportContextReadModel,
  OfferedArchsReadModel,
  ObservedStateRepository,
  NodeEventsRepository,
  NodeEventsTrimmer,
  ReportBatch,
  ReportWriter,
  EngineFacts,
];
const presence = [
  PresenceBook,
  PresenceRepository,
  PresenceWriter,
  FutureWords,
  Hearing,
  NodePlacesReadModel,
  NodeNews,
  PresenceWatch,
];
const credentials = [
  NodeTokensRepository,
  EnrolmentTokensRepository,
  Credentials,
  EnrolmentService,
  NodeTokensService,
  BulkTokensService,
  EnrolmentTokensService,
];
const fleet = [
  NodesRepository,
  MembershipsRepository,
  NodesReadModel,
  NodeSelection,
  JoinersReadModel,
  ReleasedFilesReadModel,
  NodeListReadModel,
  NodeEventsReadModel,
  AdoptionReadModel,
  ExplainReadModel,
  NodeChanges,
  NodesService,
  NodeLifecycleService,
  ExplainService,
];
const holds = [NodeHoldsRepository, NodeHoldsReadModel, NodeHoldsService, HoldsWatch];
const identity = [InstancesRepository, InstanceWatch, QuarantineService];
const drift = [
  DriftFindingsRepository,
  DriftPoliciesRepository,
  EnforceableReadModel,
  DriftListReadModel,
  DriftEnforcer,
  DriftWatch,
  DriftService,
];
const baselines = [BaselineListReadModel, BaselinesService];
const protocol = [
  NodeCallers,
  NodeConfigs,
  NodeFiles,
  NodeDownloads,
  SeedService,
  Waiters,
  SyncService,
  NodeProtocol,
];

@Module({
  controllers: [
    NodeTokensController,
    NodesController,
    NodeHoldsController,
    QuarantineController,
    DriftController,
    BaselinesController,
    EnrolmentTokensController,
  ],
  imports: [AuditModule, BinsModule, RealtimeModule],
  providers: [
    ...desired,
    ...observed,
    ...presence,
    ...credentials,
    ...fleet,
    ...holds,
    ...identity,
    ...drift,
    ...baselines,
    ...protocol,
  ],
  exports: [
    DesiredStateRepository,
    Baselines,
    ReportListeners,
    MeasurementTakers,
    EngineFacts,
    Hearing,
    NodeSelection,
    JoinersReadModel,
    NodeProtocol,
  ],
})
export class NodesModule implements OnModuleInit {
  constructor(
    private readonly scopes: ProjectScopes,
    private readonly nodes: NodesReadModel,
    private readonly enrolmentTokens: EnrolmentTokensRepository,
    private readonly policies: DriftPoliciesRepository,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.scopes.register('node', async (nodeId) => {
      const projectIds = await this.nodes.projectIdsOf(nodeId);
      return projectIds?.length === 0 ? 'unassigned' : projectIds;
    });
    this.scopes.register('environment', async (id) => {
      const environment = await this.policies.environment(this.database.reader, id);
      return environment && [environment.projectId];
    });
    this.scopes.register('enrolment_token', (id) =>
      this.enrolmentTokens.projectIdsOf(this.database.reader, id),
    );
  }
}
