import { Module } from '@nestjs/common';
import { NodesModule } from '../nodes/index.js';
import { ConsoleFiguresReadModel } from './exposition/console-figures.read-model.js';
import { ConsoleMetrics } from './exposition/console-metrics.js';
import { ConsoleMetricsController } from './exposition/console-metrics.controller.js';
import { MeasurementIntake } from './intake/measurement-intake.js';
import { MeasuringPace } from './intake/measuring-pace.js';
import { NodeMeasurementsRepository } from './intake/node-measurements.repository.js';
import { PlacesReadModel } from './intake/places.read-model.js';
import { ReleasedBinsReadModel } from './intake/released-bins.read-model.js';
import { MetricRows } from './store/metric-rows.repository.js';
import { MetricSeriesRepository } from './store/metric-series.repository.js';
import { PartitionsRepository } from './store/partitions.repository.js';
import { Partitions } from './store/partitions.js';

const exposition = [ConsoleFiguresReadModel, ConsoleMetrics];
const store = [PartitionsRepository, Partitions, MetricSeriesRepository, MetricRows];
const intake = [
  ReleasedBinsReadModel,
  MeasuringPace,
  NodeMeasurementsRepository,
  PlacesReadModel,
  MeasurementIntake,
];

@Module({
  imports: [NodesModule],
  controllers: [ConsoleMetricsController],
  providers: [...exposition, ...store, ...intake],
  exports: [ConsoleMetrics],
})
export class MonitoringModule {}
