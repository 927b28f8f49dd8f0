import { AlertScopes } from './alert-scopes.js';
import { AlertPlacesReadModel } from './definitions/alert-places.read-model.js';
import { AlertPreviewService } from './definitions/alert-preview.service.js';
import { AlertRuleListReadModel } from './definitions/alert-rule-list.read-model.js';
import { AlertRulesController } from './definitions/alert-rules.controller.js';
import { AlertRulesRepository } from './definitions/alert-rules.repository.js';
import { AlertRulesService } from './definitions/alert-rules.service.js';
import { AlertChanges } from './firing/alert-changes.js';
import { AlertEvaluator } from './firing/alert-evaluator.js';
import { AlertLooksRepository } from './firing/alert-looks.repository.js';
import { AlertTicker } from './firing/alert-ticker.js';
import { AlertNewsReadModel } from './firing/alert-news.read-model.js';
import { AlertsRepository } from './firing/alerts.repository.js';
import { PlaceNamesReadModel } from './definitions/place-names.read-model.js';
import { AlertListReadModel } from './lists/alert-list.read-model.js';
import { AlertsController } from './lists/alerts.controller.js';
import { AlertsService } from './lists/alerts.service.js';
import { MetricSights } from './observing/metric-sights.js';
import { MetricSumsReadModel } from './observing/metric-sums.read-model.js';
import { NodeSights } from './observing/node-sights.read-model.js';
import { ReleaseSights } from './observing/release-sights.read-model.js';
import { Sights } from './observing/sights.js';
import { WatchedPlacesReadModel } from './observing/watched-places.read-model.js';
import { AlertSilenceListReadModel } from './silences/alert-silence-list.read-model.js';
import { AlertSilencesController } from './silences/alert-silences.controller.js';
import { AlertSilencesRepository } from './silences/alert-silences.repository.js';
import { AlertSilencesService } from './silences/alert-silences.service.js';

export const alertControllers = [AlertRulesController, AlertsController, AlertSilencesController];

const definitions = [
  AlertPlacesReadModel,
  PlaceNamesReadModel,
  AlertRulesRepository,
  AlertRuleListReadModel,
  AlertRulesService,
  AlertPreviewService,
];
const observing = [
  WatchedPlacesReadModel,
  ReleaseSights,
  NodeSights,
  MetricSumsReadModel,
  MetricSights,
  Sights,
];
const firing = [
  AlertNewsReadModel,
  AlertsRepository,
  AlertLooksRepository,
  AlertChanges,
  AlertEvaluator,
  AlertTicker,
];
const silences = [AlertSilencesRepository, AlertSilenceListReadModel, AlertSilencesService];
const lists = [AlertListReadModel, AlertsService];

export const alertProviders = [AlertScopes, ...definitions, ...observing, ...firing, ...silences, ...lists];
