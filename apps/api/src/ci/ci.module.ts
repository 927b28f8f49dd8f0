import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { BinsModule } from '../bins/index.js';
import { ReleasesModule } from '../releases/index.js';
import { FileLists } from './asking/file-lists.js';
import { JenkinsQueue } from './asking/jenkins-queue.js';
import { SourceClient } from './asking/source-client.js';
import { BuildListReadModel } from './builds/build-list.read-model.js';
import { CiBuildsController } from './builds/builds.controller.js';
import { BuildsRepository } from './builds/builds.repository.js';
import { BuildsService } from './builds/builds.service.js';
import { CiDeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveriesRepository } from './deliveries/deliveries.repository.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { DeliveryListReadModel } from './deliveries/delivery-list.read-model.js';
import { BuildMakersReadModel } from './imports/build-makers.read-model.js';
import { BuildWitness } from './imports/build-witness.js';
import { ImportListReadModel } from './imports/import-list.read-model.js';
import { ImportPlanner } from './imports/import-planner.js';
import { ImportWorker } from './imports/import-worker.js';
import { CiImportsController } from './imports/imports.controller.js';
import { ImportsRepository } from './imports/imports.repository.js';
import { ImportsService } from './imports/imports.service.js';
import { RunFinisher } from './imports/run-finisher.js';
import { CallersReadModel } from './intake/callers.read-model.js';
import { Intake } from './intake/intake.js';
import { KnownSources } from './intake/known-sources.js';
import { UnprovenCalls } from './intake/unproven-calls.js';
import { WebhooksController } from './intake/webhooks.controller.js';
import { RuleListReadModel } from './rules/rule-list.read-model.js';
import { CiRulesController } from './rules/rules.controller.js';
import { RulesRepository } from './rules/rules.repository.js';
import { RulesService } from './rules/rules.service.js';
import { SourceListReadModel } from './sources/source-list.read-model.js';
import { CiSourcesController } from './sources/sources.controller.js';
import { SourcesRepository } from './sources/sources.repository.js';
import { SourcesService } from './sources/sources.service.js';
import { StartsRepository } from './sources/starts.repository.js';
import { StartsService } from './sources/starts.service.js';
import { DeliveryWorker } from './work/delivery-worker.js';
import { PollsRepository } from './work/polls.repository.js';
import { Reconciler } from './work/reconciler.js';
import { StartFollower } from './work/start-follower.js';

const asking = [FileLists, JenkinsQueue, SourceClient];
const intake = [CallersReadModel, Intake, KnownSources, UnprovenCalls];
const sources = [SourceListReadModel, SourcesRepository, SourcesService, StartsRepository, StartsService];
const rules = [RuleListReadModel, RulesRepository, RulesService];
const builds = [BuildListReadModel, BuildsRepository, BuildsService];
const deliveries = [DeliveriesRepository, DeliveriesService, DeliveryListReadModel];
const imports = [
  BuildMakersReadModel,
  BuildWitness,
  ImportListReadModel,
  ImportPlanner,
  ImportsRepository,
  ImportsService,
  ImportWorker,
  RunFinisher,
];
const work = [DeliveryWorker, PollsRepository, Reconciler, StartFollower];

@Module({
  imports: [AuditModule, BinsModule, ReleasesModule],
  controllers: [
    CiBuildsController,
    CiDeliveriesController,
    CiImportsController,
    CiRulesController,
    CiSourcesController,
    WebhooksController,
  ],
  providers: [...asking, ...intake, ...sources, ...rules, ...builds, ...deliveries, ...imports, ...work],
})
export class CiModule {}
