import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { HostPlan } from './host-files.js';
import { sha256Of } from './programs.js';

/** What is there, whoever claims what. */
export interface Sighting {
  readonly host: string;
  readonly pid: number | null;
  /** Of the executable that the process runs, read from the process itself. */
  readonly sha256: string | null;
  /** The program answers HTTP on the host's port, with the host's own page. */
  readonly answers: boolean;
}

const LISTENING = '0A';
const ANSWER_MS = 2_000;

/** Looks at the machine through the kernel and at the program through its port; asks neither agent nor console. */
export async function look(host: HostPlan): Promise<Sighting> {
  const pid = listenerOn(host.port);
  return {
    host: host.name,
    pid,
    sha256: pid === null ? null : hashOfProcess(pid),
    answers: await answers(host),
  };
}

function hashOfProcess(pid: number): string | null {
  try {
    return sha256Of(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}

async function answers({ port, name }: HostPlan): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return response.status === 200 && (await response.text()).trim() === name;
  } catch {
    return false;
  }
}

function listenerOn(port: number): number | null {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  for (const row of rows) {
    const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
    if (local === address && state === LISTENING) return ownerOf(`socket:[${inode}]`);
  }
  return null;
}

function ownerOf(socket: string): number | null {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const pid = pids.find((candidate) => holds(candidate, socket));
  return pid === undefined ? null : Number(pid);
}

/** Processes come and go while we look, and some are not ours to look into. */
function holds(pid: string, socket: string): boolean {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((fd) => linkOf(`${folder}/${fd}`) === socket);
  } catch {
    return false;
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
