import { Module } from '@nestjs/common';
import { BinsModule } from '../bins/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { ReleasesModule } from '../releases/index.js';
import { ConfigNews } from './config-news.js';
import { DeliveryController } from './delivery/delivery.controller.js';
import { DeliveryService } from './delivery/delivery.service.js';
import { StableTexts } from './delivery/stable-texts.read-model.js';
import { TextWaiters } from './delivery/text-waiters.js';
import { ConfigEditorsRepository } from './editing/config-editors.repository.js';
import { EditingController } from './editing/editing.controller.js';
import { EditingService } from './editing/editing.service.js';
import { ExchangeController } from './exchange/exchange.controller.js';
import { ExchangeService } from './exchange/exchange.service.js';
import { ConfigListReadModel } from './files/config-list.read-model.js';
import { EnvironmentNames } from './files/environment-names.js';
import { ConfigFilesController } from './files/config-files.controller.js';
import { ConfigFilesRepository } from './files/config-files.repository.js';
import { ConfigFilesService } from './files/config-files.service.js';
import { InstancesController } from './instances/instances.controller.js';
import { InstancesReadModel } from './instances/instances.read-model.js';
import { PublicationViewsService } from './publications/publication-views.service.js';
import { PublicationStates } from './publications/publication-state.read-model.js';
import { PublicationsController } from './publications/publications.controller.js';
import { ConfigRollbackService } from './publications/config-rollback.service.js';
import { PublicationMaker } from './publications/publication-maker.js';
import { PublicationsRepository } from './publications/publications.repository.js';
import { PublishedKeys } from './publications/published-keys.js';
import { PublishedTexts } from './publications/published-texts.js';
import { PublishingService } from './publications/publishing.service.js';
import { SearchedLayersReadModel } from './search/searched-layers.read-model.js';
import { ConfigSearchController } from './search/config-search.controller.js';
import { ConfigSearchService } from './search/config-search.service.js';
import { ConfigSecretsController } from './secrets/config-secrets.controller.js';
import { ConfigSecrets } from './secrets/config-secrets.js';
import { ConfigSecretsRepository } from './secrets/config-secrets.repository.js';
import { ConfigSecretsService } from './secrets/config-secrets.service.js';
import { ConfigTexts } from './versions/config-texts.js';
import { ConfigVersionsRepository } from './versions/config-versions.repository.js';
import { LayerEditsService } from './versions/layer-edits.service.js';
import { LayerViewsService } from './versions/layer-views.service.js';
import { Layers } from './versions/layers.js';
import { SecretUses } from './secrets/secret-uses.js';
import { TextRefs } from './versions/text-refs.js';
import { ConfigVersionListReadModel } from './versions/version-list.read-model.js';
import { LayersController } from './versions/layers.controller.js';

@Module({
  imports: [BinsModule, NotificationsModule, ReleasesModule],
  controllers: [
    ConfigSearchController,
    ConfigSecretsController,
    DeliveryController,
    ExchangeController,
    PublicationsController,
    ConfigFilesController,
    LayersController,
    EditingController,
    InstancesController,
  ],
  providers: [
    ConfigEditorsRepository,
    ConfigFilesRepository,
    ConfigFilesService,
    ConfigListReadModel,
    ConfigNews,
    ConfigSearchService,
    ConfigSecrets,
    ConfigSecretsRepository,
    ConfigSecretsService,
    ConfigTexts,
    ConfigVersionListReadModel,
    ConfigVersionsRepository,
    DeliveryService,
    EditingService,
    ExchangeService,
    InstancesReadModel,
    LayerEditsService,
    LayerViewsService,
    Layers,
    PublicationStates,
    PublicationViewsService,
    PublicationMaker,
    PublicationsRepository,
    PublishedKeys,
    PublishedTexts,
    PublishingService,
    ConfigRollbackService,
    EnvironmentNames,
    StableTexts,
    TextWaiters,
    SearchedLayersReadModel,
    SecretUses,
    TextRefs,
  ],
})
export class ConfigModule {}
