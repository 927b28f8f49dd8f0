import type { Clock } from '../clock.js';
import type { SyncConfig } from '../config/agent-config.js';
import type { Log } from '../log.js';
import type { MeasurementOutbox } from '../metrics/measurement-outbox.js';
import type { Hold } from '../state/hold-file.js';
import type { Identity } from '../state/identity.js';
import type { Reporter } from './reporter.js';
import type { ServerList } from './server-list.js';
import type { SyncClient } from './sync-client.js';
import type { SyncAnswer } from './sync-protocol.js';

export interface SyncTools {
  readonly client: SyncClient;
  readonly servers: ServerList;
  readonly reporter: Reporter;
  readonly measurements: MeasurementOutbox;
  readonly identity: Identity;
  readonly config: SyncConfig;
  readonly agent: { readonly version: string; readonly instance: string };
  readonly clock: Clock;
  readonly log: Log;
  readonly held: () => Hold | null;
  readonly stateVersion: () => string | null;
  readonly apply: (answer: SyncAnswer) => void;
  /** How a talk went: null, or the code of the trouble. */
  readonly contact: (server: string, trouble: string | null) => void;
}
