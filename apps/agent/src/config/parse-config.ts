import { join } from 'node:path';

import type { AgentConfig, BinConfig, SelfConfig, ServerConfig, SyncConfig } from './agent-config.js';
import { Faults, Fields, isObject } from './fields.js';
import { parseConfigFile } from './parse-config-file.js';
import { parseBin } from './parse-places.js';
import { parseSelf, selfBin } from './parse-self.js';

export type ParsedConfig =
  | { readonly ok: true; readonly config: AgentConfig }
  | { readonly ok: false; readonly faults: readonly string[] };

const DEFAULT_RESERVE_BYTES = 64 * 1024 * 1024;
const NODE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export function parseConfig(document: unknown): ParsedConfig {
  const faults = new Faults();
  if (!isObject(document)) return { ok: false, faults: ['the file must hold one JSON object'] };
  const fields = new Fields(document, '', faults);
  const stateDir = fields.absolutePath('stateDir') ?? '';
  if (stateDir === '') faults.add('stateDir', 'is missing');
  const sync = parseSync(fields);
  const self = parseSelf(fields, sync.retryMaxSeconds);
  const config: AgentConfig = {
    servers: parseServers(fields),
    nodeId: parseNodeId(fields),
    name: fields.text('name'),
    labels: parseLabels(fields),
    stateDir,
    tokenFile: fields.absolutePath('tokenFile') ?? join(stateDir, 'token'),
    enrolmentToken: fields.text('enrolmentToken'),
    enrolmentTokenFile: fields.absolutePath('enrolmentTokenFile'),
    caFile: fields.absolutePath('caFile'),
    proxy: parseProxy(fields),
    bins: parseBins(fields, self),
    self,
    minFreeBytes: parseLimits(fields),
    sync,
  };
  fields.refuseUnknown();
  return faults.list.length === 0 ? { ok: true, config } : { ok: false, faults: faults.list };
}

function httpUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

function parseServers(fields: Fields): readonly ServerConfig[] {
  const value = fields.raw('servers');
  if (!Array.isArray(value) || value.length === 0) {
    fields.faults.add('servers', 'must list at least one address such as "https://console.example/api/v1"');
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const url = typeof entry === 'string' ? httpUrl(entry) : null;
    if (url !== null && url.search === '' && url.hash === '') return [toServer(url)];
    fields.faults.add(`servers[${index}]`, 'must be an http or https address without query');
    return [];
  });
}

function toServer(url: URL): ServerConfig {
  const user = decodeURIComponent(url.username);
  const credentials = user === '' ? null : { user, password: decodeURIComponent(url.password) };
  return { url: `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, ''), credentials };
}

function parseNodeId(fields: Fields): string | null {
  const id = fields.text('nodeId');
  if (id !== null && !NODE_ID.test(id))
    fields.faults.add('nodeId', 'may hold letters, digits and . _ -, at most 100');
  return id;
}

function parseLabels(fields: Fields): Readonly<Record<string, string>> {
  const labels = fields.section('labels');
  const parsed: Record<string, string> = {};
  for (const key of labels?.keys() ?? []) parsed[key] = labels?.requiredText(key) ?? '';
  return parsed;
}

function parseProxy(fields: Fields): string | null {
  const proxy = fields.text('proxy');
  if (proxy !== null && httpUrl(proxy)?.protocol !== 'http:') {
    fields.faults.add('proxy', 'must be an address such as "http://proxy.example:3128"');
  }
  return proxy;
}

function parseBins(fields: Fields, self: SelfConfig | null): readonly BinConfig[] {
  const bins = fields.section('bins');
  const configs = fields.section('configs');
  if (bins === null && configs === null) {
    if (!fields.has('bins') && !fields.has('configs')) fields.faults.add('bins', 'is missing');
    return [];
  }
  const parsed = [...each(bins, parseBin), ...each(configs, parseConfigFile)];
  for (const name of configs?.keys() ?? [])
    if (bins?.has(name)) fields.faults.add(`configs.${name}`, 'is also one of bins');
  if (self !== null && (bins?.has(self.bin) || configs?.has(self.bin)))
    fields.faults.add('self.bin', `${self.bin} is also one of bins or configs`);
  const all = self === null ? parsed : [...parsed, selfBin(self)];
  refuseSharedPaths(all, fields.faults);
  return all;
}

function each(
  section: Fields | null,
  parse: (name: string, entry: Fields) => BinConfig,
): readonly BinConfig[] {
  return (section?.keys() ?? []).flatMap((name) => {
    const entry = section?.section(name) ?? null;
    return entry === null ? [] : [parse(name, entry)];
  });
}

function refuseSharedPaths(bins: readonly BinConfig[], faults: Faults): void {
  const owners = new Map<string, string>();
  for (const bin of bins) {
    for (const { path } of bin.sideBySide?.places ?? [bin]) {
      const other = owners.get(path);
      if (other !== undefined && other !== bin.name && path !== '')
        faults.add(`bins.${bin.name}.path`, `is also the path of ${other}`);
      owners.set(path, bin.name);
    }
  }
}

function parseLimits(fields: Fields): number {
  const limits = fields.section('limits');
  const range = { fallback: DEFAULT_RESERVE_BYTES, min: 0, max: Number.MAX_SAFE_INTEGER, isInteger: true };
  const minFreeBytes = limits?.number('minFreeBytes', range) ?? DEFAULT_RESERVE_BYTES;
  limits?.refuseUnknown();
  return minFreeBytes;
}

function parseSync(fields: Fields): SyncConfig {
  const sync = fields.section('sync');
  const seconds = (key: string, fallback: number, min: number, max: number): number =>
    sync?.number(key, { fallback, min, max }) ?? fallback;
  const config: SyncConfig = {
    waitSeconds: seconds('waitSeconds', 25, 0, 55),
    reportSeconds: seconds('reportSeconds', 300, 1, 300),
    retryMinSeconds: seconds('retryMinSeconds', 1, 0.05, 60),
    retryMaxSeconds: seconds('retryMaxSeconds', 60, 0.05, 3_600),
    refusedSeconds: seconds('refusedSeconds', 300, 0.05, 86_400),
  };
  sync?.refuseUnknown();
  return config;
}
