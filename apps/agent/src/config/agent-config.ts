import type { ArchiveLimits } from '../archive/archive-limits.js';
import type { RequestMetrics } from '../metrics/request-metrics.js';

export interface CommandLine {
  readonly argv: readonly string[];
  readonly timeoutSeconds: number;
}

export const HOOK_NAMES = [
  'precheck',
  'drain',
  'stop',
  'start',
  'health',
  'warm',
  'undrain',
  'switch',
] as const;
export type HookName = (typeof HOOK_NAMES)[number];

export type ServiceConfig =
  | { readonly kind: 'systemd'; readonly unit: string }
  | { readonly kind: 'supervisor'; readonly program: string }
  | {
      readonly kind: 'commands';
      readonly start: readonly string[];
      readonly stop: readonly string[];
      readonly pidFile: string;
    }
  | { readonly kind: 'none' }
  /** The agent itself; only its own `self` section has this kind. */
  | { readonly kind: 'agent' };

export interface HealthConfig {
  readonly http: string | null;
  readonly expectStatus: number;
  readonly timeoutSeconds: number;
  /** How long a freshly started program may take to become healthy. */
  readonly startupSeconds: number;
  readonly intervalSeconds: number;
  /** Failed probes in a row before a healthy program counts as unhealthy. */
  readonly unhealthyAfter: number;
  /** How long after activation an unhealthy program is put back by itself. */
  readonly watchSeconds: number;
}

/** Where a program tells about itself, and which of that are its requests. */
export interface MetricsConfig {
  readonly url: string;
  readonly timeoutSeconds: number;
  /** The first of them of which the program has anything counts. */
  readonly requests: readonly RequestMetrics[];
}

/** One of the two places in which versions run beside each other. */
export interface SlotConfig {
  readonly name: string;
  readonly port: number;
}

interface CommonBinConfig {
  readonly name: string;
  /** The place that these settings are of; null on a host that runs one version at a time. */
  readonly slot: SlotConfig | null;
  /** What the service runs from: the live file, or the link to the live folder. */
  readonly path: string;
  /** Permission bits, or null: those of the file it replaces. */
  readonly mode: number | null;
  /** Where it replaces none and none are set. */
  readonly newFileMode: number;
  /** What it counts as that nothing lies at `path`; null: as nothing. */
  readonly absentSha256: string | null;
  readonly owner: string | null;
  readonly keep: number;
  readonly stagingDir: string;
  readonly service: ServiceConfig;
  readonly health: HealthConfig;
  readonly hooks: Readonly<Partial<Record<HookName, CommandLine>>>;
  /** Null: nothing is known of its requests. */
  readonly metrics: MetricsConfig | null;
  /** Null: this host can't run two versions of it beside each other, or these are the settings of one place. */
  readonly sideBySide: SideBySideConfig | null;
}

/** Where the settings of the bin itself are those of the first place. */
export interface SideBySideConfig {
  readonly places: readonly [BinConfig, BinConfig];
  /** Where traffic comes in; is asked after it was moved. */
  readonly verifyHttp: string | null;
}

export interface FileBinConfig extends CommonBinConfig {
  readonly kind: 'file';
}

/** Versions in folders beside each other; `path` is the link to the live one. */
export interface ArchiveBinConfig extends CommonBinConfig {
  readonly kind: 'archive';
  readonly limits: ArchiveLimits;
  /** Links of the other place: what they lead to stays. */
  readonly otherLinks: readonly string[];
}

export type BinConfig = FileBinConfig | ArchiveBinConfig;

/** The settings of the place that gets the traffic. */
export function activePlace(bin: BinConfig, slot: string | null): BinConfig {
  return bin.sideBySide?.places.find((place) => place.slot?.name === slot) ?? bin;
}

export interface ServerConfig {
  /** Base URL without credentials and without a slash at its end. */
  readonly url: string;
  readonly credentials: { readonly user: string; readonly password: string } | null;
}

export interface SyncConfig {
  readonly waitSeconds: number;
  /** What runs is reported at least this often, changed or not. */
  readonly reportSeconds: number;
  readonly retryMinSeconds: number;
  readonly retryMaxSeconds: number;
  /** Pause between questions while the console refuses this node. */
  readonly refusedSeconds: number;
}

/** The agent's own bin: what the operator of this host lets the console change about the agent itself. */
export interface SelfConfig {
  readonly bin: string;
  /** Folder of the bundle that runs and of what the agent and its launcher tell each other. */
  readonly dir: string;
  /** How long a new agent may take for its first talk with the console while that can be reached. */
  readonly proveSeconds: number;
  /** How long it must go on running after that. */
  readonly watchSeconds: number;
}

export interface AgentConfig {
  readonly servers: readonly ServerConfig[];
  readonly nodeId: string | null;
  readonly name: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly stateDir: string;
  readonly tokenFile: string;
  readonly enrolmentToken: string | null;
  readonly enrolmentTokenFile: string | null;
  readonly caFile: string | null;
  readonly proxy: string | null;
  /** The agent's own bin and configuration files among them. */
  readonly bins: readonly BinConfig[];
  readonly self: SelfConfig | null;
  readonly minFreeBytes: number;
  readonly sync: SyncConfig;
}
