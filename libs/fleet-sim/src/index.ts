export { Chance } from './chance.js';
export * from './console/console.js';
export { CONSOLE_CONTRACT } from './console/console-contract.js';
export type { ConsoleRule } from './console/console-rule.js';
export { historyLine } from './console/history-line.js';
export { CONVERSED_FLEET } from './console/conversation.js';
export { MemoryConsole } from './console/memory-console.js';
export { TwinConsole } from './console/twin-console.js';
export { Coverage } from './coverage.js';
export { expectedHits, tooRare } from './expected-hits.js';
export {
  findingsOf,
  memoryConsoleFor,
  runScenario,
  runScenarioOn,
  runTwins,
  runSchedule,
  type ScheduleResult,
  type Trace,
} from './run-schedule.js';
export { shrink } from './shrink.js';
export type { Violation } from './oracle/books.js';
export { Oracle } from './oracle/oracle.js';
export { drawScenario } from './world/draw-scenario.js';
export * from './world/scenario.js';
export { World } from './world/world.js';
export * from './words.js';
