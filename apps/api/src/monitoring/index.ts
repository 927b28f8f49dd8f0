export { ConsoleMetrics } from './exposition/console-metrics.js';
export type { JudgedCheck, Judgement, JudgeTask } from './judge/judge-task.js';
export { isJudged } from './judge/judged-spans.read-model.js';
export { ReleaseJudge } from './judge/release-judge.js';
export { takeOtlpBodies } from './otlp/otlp-bodies.js';
export { MonitoringModule } from './monitoring.module.js';
