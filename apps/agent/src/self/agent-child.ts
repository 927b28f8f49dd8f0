import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';

import type { Clock } from '../clock.js';
import { truncate } from '../errors.js';
import type { ProcessIdentity, ProcessTable } from '../probes/process-table.js';
import { sameProcess } from '../probes/process-table.js';
import { writeDurably } from '../state/durable-file.js';
import { readProcessRecord } from '../state/process-record.js';

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  /** For people, with the last words. */
  readonly text: string;
}

/** An agent leaves within ten seconds. */
const LEAVE_MILLISECONDS = 11_000;
const FLUSH_MILLISECONDS = 50;
const POLL_MILLISECONDS = 50;
const LAST_WORDS = 1_000;

/** The agent as a process of the launcher. It sees by its closed channel when the launcher is gone, and leaves too. */
export class AgentChild {
  readonly ended: Promise<Ended>;
  private lastWords = '';

  constructor(private readonly child: ChildProcess) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = `${this.lastWords}${text}`.slice(-LAST_WORDS);
      process.stderr.write(text);
    });
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve({ code: null, signal: null, text: error.message }));
      // What it wrote last may still be on its way.
      child.once('exit', (code, signal) =>
        setTimeout(() => resolve({ code, signal, text: this.describe(code, signal) }), FLUSH_MILLISECONDS),
      );
    });
  }

  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), LEAVE_MILLISECONDS);
    await this.ended;
    clearTimeout(timer);
  }

  private describe(code: number | null, signal: string | null): string {
    const words = this.lastWords.trim();
    const how = signal === null ? `it ended with ${String(code)}` : `it ended by ${signal}`;
    return truncate(words === '' ? how : `${how}: ${words}`, LAST_WORDS);
  }
}

/** Starts the agent and remembers it, so that the next launcher finds it should this one be killed. */
export function startAgent(words: readonly string[], record: string, processes: ProcessTable): AgentChild {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  const identity = child.pid === undefined ? null : processes.identify(child.pid);
  try {
    if (identity !== null) writeDurably(record, JSON.stringify(identity));
  } catch {
    // On a full disk the agent still leaves by itself when its launcher is gone.
  }
  return new AgentChild(child);
}

/** An agent of a launcher that was killed: it is about to leave, and is made to if it does not. */
export async function endLeftover(record: string, processes: ProcessTable, clock: Clock): Promise<void> {
  const left = readProcessRecord(record);
  const isThere = (): boolean => left !== null && sameProcess(processes.identify(left.pid), left);
  const deadline = clock.monotonic() + LEAVE_MILLISECONDS;
  if (isThere()) tell(left, 'SIGTERM');
  while (isThere() && clock.monotonic() < deadline) await clock.sleep(POLL_MILLISECONDS);
  if (isThere()) tell(left, 'SIGKILL');
  while (isThere()) await clock.sleep(POLL_MILLISECONDS);
  rmSync(record, { force: true });
}

function tell(left: ProcessIdentity | null, name: NodeJS.Signals): void {
  try {
    if (left !== null) process.kill(left.pid, name);
  } catch {
    // It has left just now.
  }
}
