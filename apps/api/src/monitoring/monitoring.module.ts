import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { NodesModule } from '../nodes/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { AskedAnswersRepository } from './asked/asked-answers.repository.js';
import { AskedChecks } from './asked/asked-checks.js';
import { CohortNodesReadModel } from './asked/cohort-nodes.read-model.js';
import { RealtimeModule } from '../realtime/index.js';
import { alertControllers, alertProviders } from './alerts/alert-providers.js';
import { ConsoleFiguresReadModel } from './exposition/console-figures.read-model.js';
import { ConsoleMetrics } from './exposition/console-metrics.js';
import { ConsoleMetricsController } from './exposition/console-metrics.controller.js';
import { FiguresService } from './figures/figures.service.js';
import { MarksReadModel } from './figures/marks.read-model.js';
import { MetricRowsReadModel } from './figures/metric-rows.read-model.js';
import { MonitoringController } from './figures/monitoring.controller.js';
import { NodeWindowsReadModel } from './figures/node-windows.read-model.js';
import { SourcesController } from './sources/sources.controller.js';
import { SourcesService } from './sources/sources.service.js';
import { ScopeReadModel } from './figures/scope.read-model.js';
import { Scopes } from './figures/scope.js';
import { SpansReadModel } from './figures/spans.read-model.js';
import { ToldFigures } from './figures/told-figures.js';
import { MeasurementIntake } from './intake/measurement-intake.js';
import { MeasuringPace } from './intake/measuring-pace.js';
import { NodeMeasurementsRepository } from './intake/node-measurements.repository.js';
import { PlacesReadModel } from './intake/places.read-model.js';
import { ReleasedBinsReadModel } from './intake/released-bins.read-model.js';
import { BeforeWindows } from './judge/before-windows.js';
import { JudgedRowsReadModel } from './judge/judged-rows.read-model.js';
import { JudgedSpansReadModel } from './judge/judged-spans.read-model.js';
import { NodesBeforeReadModel } from './judge/nodes-before.read-model.js';
import { ReleaseJudge } from './judge/release-judge.js';
import { MetricRows } from './store/metric-rows.repository.js';
import { MetricSeriesRepository } from './store/metric-series.repository.js';
import { OtlpController } from './otlp/otlp.controller.js';
import { OtlpIntake } from './otlp/otlp-intake.js';
import { OtlpPlacesReadModel } from './otlp/otlp-places.read-model.js';
import { OtlpSourcesRepository } from './otlp/otlp-sources.repository.js';
import { AlertmanagerClient } from './prometheus/alertmanager-client.js';
import { OutsideTurnsRepository } from './prometheus/outside-turns.repository.js';
import { PolledBinsReadModel } from './prometheus/polled-bins.read-model.js';
import { PrometheusClient } from './prometheus/prometheus-client.js';
import { PrometheusIntake } from './prometheus/prometheus-intake.js';
import { PrometheusPlacesReadModel } from './prometheus/prometheus-places.read-model.js';
import { PrometheusPoller } from './prometheus/prometheus-poller.js';
import { MetricWriter } from './store/metric-writer.js';
import { PartitionsRepository } from './store/partitions.repository.js';
import { Partitions } from './store/partitions.js';

const exposition = [ConsoleFiguresReadModel, ConsoleMetrics];
const store = [PartitionsRepository, Partitions, MetricSeriesRepository, MetricRows, MetricWriter];
const intake = [
  ReleasedBinsReadModel,
  MeasuringPace,
  NodeMeasurementsRepository,
  PlacesReadModel,
  MeasurementIntake,
];
const figures = [
  ScopeReadModel,
  Scopes,
  MetricRowsReadModel,
  NodeWindowsReadModel,
  ToldFigures,
  MarksReadModel,
  SpansReadModel,
  FiguresService,
];
const judge = [JudgedRowsReadModel, JudgedSpansReadModel, NodesBeforeReadModel, BeforeWindows, ReleaseJudge];
const otlp = [OtlpPlacesReadModel, OtlpSourcesRepository, OtlpIntake];
const prometheus = [
  PrometheusClient,
  AlertmanagerClient,
  OutsideTurnsRepository,
  PolledBinsReadModel,
  PrometheusPlacesReadModel,
  PrometheusIntake,
  PrometheusPoller,
];
const asked = [CohortNodesReadModel, AskedAnswersRepository, AskedChecks, SourcesService];

@Module({
  imports: [AuditModule, NodesModule, NotificationsModule, RealtimeModule],
  controllers: [
    ConsoleMetricsController,
    MonitoringController,
    OtlpController,
    SourcesController,
    ...alertControllers,
  ],
  providers: [
    ...exposition,
    ...store,
    ...intake,
    ...figures,
    ...judge,
    ...otlp,
    ...prometheus,
    ...asked,
    ...alertProviders,
  ],
  exports: [ConsoleMetrics, ReleaseJudge, AskedChecks, AskedAnswersRepository, OutsideTurnsRepository],
})
export class MonitoringModule {}
