import { NodeEntity } from './fleet/node.entity.js';

export { Baselines, type Baseline } from './desired/baselines.repository.js';
export {
  DesiredStateRepository,
  type DesiredApplied,
  type DesiredChange,
  type DesiredConflict,
  type DesiredOutcome,
} from './desired/desired-state.repository.js';
export { NodesModule } from './nodes.module.js';
export { JoinersReadModel } from './fleet/joiners.read-model.js';
export {
  NodeSelection,
  type NodeSelector,
  type PassedByNode,
  type SelectedNode,
} from './fleet/node-selection.read-model.js';
export { EngineFacts, type EngineFact } from './observed/engine-facts.read-model.js';
export { MeasurementTakers, type MeasurementTaker } from './observed/measurement-takers.js';
export {
  WINDOW_SECONDS,
  type BinMeasurement,
  type CountedRequests,
  type HostFigures,
  type Measurement,
} from './observed/measurement.js';
export { Hearing } from './presence/hearing.js';
export type { HeldBy } from './holds/held-by.js';
export { ReportListeners, type ReportListener, type ReportNews } from './observed/report-listeners.js';
export { NodeProtocol } from './protocol/node-protocol.js';
export { addNodeProtocolPaths } from './protocol/node-protocol-paths.js';
export { presenceAt, presenceOf, SEED_INTERVAL_SECONDS, type LastWord } from './rules/presence.js';
export { lacksSideBySide } from './rules/side-by-side.js';
export type {
  DesiredAction,
  DesiredSource,
  Labels,
  Lifecycle,
  Presence,
  Protocol,
  ReportedError,
} from './rules/node-words.js';

export const nodeEntities = [NodeEntity];
