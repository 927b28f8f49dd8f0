import { resolve } from 'node:path';
import { isAddressRange } from './address-range.js';
import { oidcSettings, type OidcSettings } from './oidc-settings.js';
import { prometheusSettings, type PrometheusSettings } from './prometheus-settings.js';
import { smtpSettings, type SmtpSettings } from './smtp-settings.js';
import { wordsIn } from './words.js';

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Absent: an embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Connections of this process to the database, besides two that it keeps for hearing of news and for its health. */
  readonly databasePoolSize: number;
  /** How long a request waits for one of them before it answers 503. */
  readonly databaseWaitMs: number;
  /** How long an answer of the database is waited for before its connection is given up. */
  readonly databaseAnswerMs: number;
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly admin: { readonly email: string; readonly password: string } | undefined;
  /** Absent: generated into `dataDir` at first start. */
  readonly secretKey: string | undefined;
  /** Keys that were `secretKey` before: what they sealed is still opened and proven. */
  readonly formerSecretKeys: readonly string[];
  /** Ids of keys that are lost: the console starts without what they sealed. */
  readonly lostSecretKeys: readonly string[];
  /** Older entries of the audit log are removed; 0 keeps them for good. */
  readonly auditRetentionDays: number;
  /** Address ranges outside the public network that the console may connect to. */
  readonly outgoingAllow: readonly string[];
  /** Addresses and ranges whose `X-Forwarded-*` headers count. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  readonly maxArtifactBytes: number;
  /** How fast stored artifacts are read to find damaged ones; 0 reads none. */
  readonly scrubBytesPerSecond: number;
  /** Each stored artifact is read once in this time. */
  readonly scrubCycleHours: number;
  /** How often an idle agent is asked to come back. Shorter while its release is running. */
  readonly syncIntervalSeconds: number;
  /** Of one node, on average; a minute's worth at once. 0: as often as it likes. */
  readonly nodeRequestsPerSecond: number;
  /** Of one person or API token, on average; 20 s worth at once. 0: as often as they like. */
  readonly personRequestsPerSecond: number;
  /** How often the release engine looks at every unfinished release, notified or not. */
  readonly tickIntervalMs: number;
  /** Absent: people sign in with passwords alone. */
  readonly oidc: OidcSettings | undefined;
  readonly prometheus: PrometheusSettings;
  /** Absent: no e-mail is sent. */
  readonly smtp: SmtpSettings | undefined;
  /** The label of nodes among those with the same value of which canary and others are compared first. */
  readonly stratumLabel: string;
}

export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The settings have ${faults.length} fault${faults.length === 1 ? '' : 's'}: ${faults.join('; ')}`);
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
const MEBIBYTE = 1024 ** 2;
const GIBIBYTE = 1024 ** 3;

export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = [];
  const host = env['HOST'] ?? '127.0.0.1';
  const port = integer(env, 'PORT', 8080, 0, 65_535, faults);
  const logLevel = LOG_LEVELS.find((level) => level === (env['LOG_LEVEL'] ?? 'info'));
  if (!logLevel) faults.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
  const publicUrl = url(env, 'PUBLIC_URL', ['http:', 'https:'], faults) ?? `http://${host}:${port}`;
  const settings: Settings = {
    host,
    port,
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], faults),
    databasePoolSize: integer(env, 'DATABASE_POOL_SIZE', 12, 2, 200, faults),
    databaseWaitMs: integer(env, 'DATABASE_WAIT_MS', 10_000, 100, 60_000, faults),
    databaseAnswerMs: integer(env, 'DATABASE_ANSWER_MS', 75_000, 500, 600_000, faults),
    dataDir: resolve(env['DATA_DIR'] ?? './data'),
    publicUrl,
    admin: adminAccount(env, faults),
    secretKey: secretKey(env, faults),
    formerSecretKeys: formerSecretKeys(env, faults),
    lostSecretKeys: wordsIn(env['LOST_SECRET_KEYS']),
    auditRetentionDays: integer(env, 'AUDIT_RETENTION_DAYS', 0, 0, 36_500, faults),
    outgoingAllow: addressRanges(env, 'OUTGOING_ALLOW', faults),
    trustedProxies: addressRanges(env, 'TRUSTED_PROXIES', faults),
    logLevel: logLevel ?? 'info',
    maxArtifactBytes: integer(env, 'MAX_ARTIFACT_BYTES', 2 * GIBIBYTE, 1, 64 * GIBIBYTE, faults),
    scrubBytesPerSecond: integer(env, 'SCRUB_BYTES_PER_SECOND', 20 * MEBIBYTE, 0, GIBIBYTE, faults),
    scrubCycleHours: integer(env, 'SCRUB_CYCLE_HOURS', 24, 1, 8_760, faults),
    syncIntervalSeconds: integer(env, 'SYNC_INTERVAL_SECONDS', 30, 1, 3_600, faults),
    nodeRequestsPerSecond: integer(env, 'NODE_REQUESTS_PER_SECOND', 50, 0, 1_000_000, faults),
    personRequestsPerSecond: integer(env, 'PERSON_REQUESTS_PER_SECOND', 100, 0, 1_000_000, faults),
    tickIntervalMs: integer(env, 'TICK_INTERVAL_MS', 1_000, 50, 60_000, faults),
    oidc: oidcSettings(env, integer(env, 'OIDC_SESSION_HOURS', 24, 1, 720, faults), faults),
    prometheus: prometheusSettings(env, faults),
    smtp: smtpSettings(env, publicUrl, faults),
    stratumLabel: labelName(env, 'STRATUM_LABEL', 'region', faults),
  };
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

type Env = Readonly<Record<string, string | undefined>>;

function integer(
  env: Env,
  name: string,
  fallback: number,
  min: number,
  max: number,
  faults: string[],
): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  faults.push(`${name} must be a whole number from ${min} to ${max}`);
  return fallback;
}

function url(env: Env, name: string, protocols: readonly string[], faults: string[]): string | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text.replace(/\/$/, '');
  faults.push(`${name} must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`);
  return undefined;
}

function adminAccount(env: Env, faults: string[]): Settings['admin'] {
  const email = env['ADMIN_EMAIL'];
  const password = env['ADMIN_PASSWORD'];
  if (!email && !password) return undefined;
  if (!email || !password) faults.push('ADMIN_EMAIL and ADMIN_PASSWORD must be set together');
  if (email && !/^[^@\s]+@[^@\s]+$/.test(email)) faults.push('ADMIN_EMAIL must be an e-mail address');
  if (password && password.length < 10) faults.push('ADMIN_PASSWORD must have at least 10 characters');
  return email && password ? { email, password } : undefined;
}

function secretKey(env: Env, faults: string[]): string | undefined {
  const key = env['SECRET_KEY'];
  if (!key) return undefined;
  if (key.length < 32) faults.push('SECRET_KEY must have at least 32 characters');
  return key;
}

function formerSecretKeys(env: Env, faults: string[]): readonly string[] {
  const keys = wordsIn(env['FORMER_SECRET_KEYS']);
  if (keys.some((key) => key.length < 32))
    faults.push('FORMER_SECRET_KEYS must be keys of at least 32 characters, with a space between them');
  return keys;
}

function labelName(env: Env, name: string, fallback: string, faults: string[]): string {
  const label = env[name]?.trim() || fallback;
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}$/.test(label)) faults.push(`${name} must be the key of a label`);
  return label;
}

function addressRanges(env: Env, name: string, faults: string[]): readonly string[] {
  const ranges = wordsIn(env[name]);
  if (!ranges.every(isAddressRange))
    faults.push(`${name} must be addresses or ranges such as 10.1.0.0/16, with a space between them`);
  return ranges.filter(isAddressRange);
}
