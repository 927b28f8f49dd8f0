import { Module } from '@nestjs/common';
import { BinsModule } from '../bins/index.js';
import { ReleasesModule } from '../releases/index.js';
import { CiBuildsController } from './builds/builds.controller.js';
import { BuildsService } from './builds/builds.service.js';
import { CiDeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { CiImportsController } from './imports/imports.controller.js';
import { ImportsService } from './imports/imports.service.js';
import { Intake } from './intake/intake.js';
import { WebhooksController } from './intake/webhooks.controller.js';
import { CiRulesController } from './rules/rules.controller.js';
import { RulesService } from './rules/rules.service.js';
import { CiSourcesController } from './sources/sources.controller.js';
import { SourcesService } from './sources/sources.service.js';
import { StartsService } from './sources/starts.service.js';

@Module({
  imports: [BinsModule, ReleasesModule],
  controllers: [
    CiBuildsController,
    CiDeliveriesController,
    CiImportsController,
    CiRulesController,
    CiSourcesController,
    WebhooksController,
  ],
  providers: [
    BuildsService,
    DeliveriesService,
    ImportsService,
    Intake,
    RulesService,
    SourcesService,
    StartsService,
  ],
})
export class CiModule {}
