import { Module } from '@nestjs/common';
import { ConsoleFiguresReadModel } from './exposition/console-figures.read-model.js';
import { ConsoleMetrics } from './exposition/console-metrics.js';
import { ConsoleMetricsController } from './exposition/console-metrics.controller.js';

@Module({
  controllers: [ConsoleMetricsController],
  providers: [ConsoleFiguresReadModel, ConsoleMetrics],
  exports: [ConsoleMetrics],
})
export class MonitoringModule {}
