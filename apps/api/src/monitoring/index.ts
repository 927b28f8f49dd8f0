export { ConsoleMetrics } from './exposition/console-metrics.js';
export { MonitoringModule } from './monitoring.module.js';
