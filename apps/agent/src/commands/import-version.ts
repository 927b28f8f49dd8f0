import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CommandRunner } from '../actuators/command-runner.js';
import { systemClock } from '../clock.js';
import { activePlace } from '../config/agent-config.js';
import type { AgentConfig, BinConfig } from '../config/agent-config.js';
import type { Settings } from '../config/settings.js';
import { UsageError } from '../config/settings.js';
import { AgentError } from '../errors.js';
import { hashFile, statIfThere } from '../probes/file-hash.js';
import { archWord } from '../probes/host-facts.js';
import { linuxProcesses } from '../probes/process-table.js';
import { createProgram } from '../reconcile/create-worker.js';
import { readTextFile } from '../state/durable-file.js';
import { JournalStore } from '../state/journal-store.js';
import { HttpClient, readText } from '../transport/http-client.js';

const IDLE_MILLISECONDS = 120_000;

/** Sends what runs on this host to the console as a version, with a person's rights. */
export async function importVersion(config: AgentConfig, settings: Settings): Promise<string> {
  const name = required(settings, 'bin');
  const version = required(settings, 'version');
  const bin = config.bins.find((candidate) => candidate.name === name);
  if (bin === undefined) throw new UsageError(`the configuration has no bin ${name}`);
  if (bin.kind === 'archive') {
    const message = `${name} is a folder on this host; upload the archive that it was unpacked from`;
    throw new AgentError('IMPORT_ARCHIVE', message);
  }
  const { slot } = new JournalStore(config.stateDir).load(name);
  const file = await runningFile(activePlace(bin, slot), settings);
  const sha256 = await hashFile(file);
  const url = uploadUrl(config, settings, { name, version });
  const client = new HttpClient(config);
  try {
    const answer = await client.open({
      method: 'PUT',
      url,
      headers: {
        authorization: `Bearer ${accessToken(settings)}`,
        'content-type': 'application/octet-stream',
        'content-length': await sizeOf(file),
        'x-checksum-sha256': sha256,
      },
      body: createReadStream(file),
      idleMilliseconds: IDLE_MILLISECONDS,
    });
    return outcomeOf(answer.statusCode ?? 0, await readText(answer), `${name} ${version} (${sha256})`);
  } finally {
    client.close();
  }
}

function required(settings: Settings, option: string): string {
  const value = settings.options.get(option);
  if (value === undefined) throw new UsageError(`import needs --${option}`);
  return value;
}

function accessToken(settings: Settings): string {
  const file = settings.options.get('token-file');
  const token = file === undefined ? settings.accessToken : readTextFile(file)?.trim();
  if (token) return token;
  throw new UsageError("import needs a person's access token in RC_ACCESS_TOKEN or in --token-file");
}

function uploadUrl(config: AgentConfig, settings: Settings, what: { name: string; version: string }): URL {
  const base = settings.options.get('server') ?? config.servers[0]?.url ?? '';
  const arch = settings.options.get('arch') ?? archWord();
  const parts = ['bins', what.name, 'versions', what.version, 'artifacts', arch].map(encodeURIComponent);
  return new URL(`${base.replace(/(?<!\/)\/+$/, '')}/${parts.join('/')}`);
}

/** The executable of the running process stays readable even when its file was replaced or deleted. */
async function runningFile(bin: BinConfig, settings: Settings): Promise<string> {
  if (bin.service.kind === 'agent') return bin.path;
  const stateDir = mkdtempSync(join(tmpdir(), 'rc-import-'));
  try {
    const environment = settings.childEnvironment;
    const lastCall = new AbortController().signal;
    const runner = new CommandRunner({ stateDir, environment, processes: linuxProcesses, lastCall });
    const program = createProgram({ clock: systemClock, processes: linuxProcesses, runner }, bin);
    const running = await program.look(null);
    if (running.source === 'process' && running.process !== null) return `/proc/${running.process.pid}/exe`;
    if (running.source === 'file' && running.isCertain) return bin.path;
    throw new AgentError('NOTHING_RUNS', `what runs as ${bin.name} can't be told from the file ${bin.path}`);
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function sizeOf(file: string): Promise<number> {
  return Promise.resolve(Number(statIfThere(file)?.size ?? 0));
}

function outcomeOf(status: number, body: string, what: string): string {
  if (status === 201) return `imported ${what}`;
  if (status === 200) return `${what} was there already`;
  throw new AgentError('IMPORT_REFUSED', `the console answered ${status}: ${body.slice(0, 500)}`);
}
