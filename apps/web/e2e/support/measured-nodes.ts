import { createHash } from 'node:crypto';
import type { Fleet, World } from './world';

const WINDOW_SECONDS = 10;
/** A report holds at most so many. */
const MOST_AT_ONCE = 60;
/** Told twice counts once, so a computer that stood still for minutes leaves no gap. */
const AGAIN = 20;
const BOUNDS = [0.01, 0.1, 1];

/** What a program does in each window, and how its host does. */
export interface Doing {
  readonly version: string;
  /** Requests that took at most 10 ms, 100 ms, 1 s, and longer. */
  readonly counts?: readonly [number, number, number, number];
  readonly errors?: number;
  /** Whether it could not be asked for its requests. */
  readonly isTroubled?: boolean;
}

/** Hosts that tell the console what they measured, as agents do; nothing runs on them. */
export class MeasuredNode {
  private constructor(
    readonly id: string,
    private readonly world: World,
    private readonly fleet: Fleet,
    private readonly token: string,
  ) {}

  static async join(world: World, fleet: Fleet, name: string): Promise<MeasuredNode> {
    const id = `${fleet.code}-${name}`;
    const enrolmentToken = await world.admin.enrolmentToken(fleet.environmentId);
    const facts = { name: id, arch: 'x86_64', os: 'Debian 12', osRelease: '12', kernel: '6.1', labels: {} };
    const agent = { version: '0.2.0', instance: id };
    const { token = '' } = await sync(world, enrolmentToken, { agent, facts, held: null, nodeId: id });
    return new MeasuredNode(id, world, fleet, token);
  }

  /** Tells the windows from so many to so many windows before a moment, in the order of time. */
  async tell(doing: Doing, from: number, to: number, nowMs: number): Promise<void> {
    const measured = Array.from({ length: from - to + 1 }, (_, place) =>
      this.window(doing, windowBefore(nowMs, from - place)),
    );
    for (let start = 0; start < measured.length; start += MOST_AT_ONCE)
      await sync(this.world, this.token, { measured: measured.slice(start, start + MOST_AT_ONCE) });
  }

  private window(doing: Doing, at: number): object {
    return { at, host: HOST, bins: [{ bin: this.fleet.bin, ...said(this.fleet, doing) }] };
  }
}

/** All of them tell what is over by now, again and again until that is stopped, as the last minute moves on. */
export function keepTelling(doings: readonly (readonly [MeasuredNode, Doing])[]): () => Promise<void> {
  let isOver = false;
  const telling = (async () => {
    while (!isOver) {
      for (const [node, doing] of doings) await node.tell(doing, AGAIN, 0, Date.now());
      await new Promise((done) => setTimeout(done, 1_000));
    }
  })();
  return () => {
    isOver = true;
    return telling;
  };
}

const HOST = {
  cpuShare: 0.25,
  memoryUsedBytes: 6_000_000_000,
  memoryTotalBytes: 16_000_000_000,
  load: 1.5,
  openFiles: 2_400,
  connections: 180,
  receivedBytesPerSecond: 1_200_000,
  sentBytesPerSecond: 640_000,
  diskUsedBytes: 40_000_000_000,
  diskTotalBytes: 100_000_000_000,
};

const CONTENTS: Readonly<Record<string, string>> = { '1.0': 'one', '2.0': 'two' };

function said({ bin }: Fleet, { version, counts, errors = 0, isTroubled }: Doing): object {
  const sha256 = createHash('sha256').update(`${CONTENTS[version]} of ${bin}\n`).digest('hex');
  const program = { cpus: 0.5, memoryBytes: 200_000_000, openFiles: 40 };
  if (isTroubled)
    return { sha256, program, trouble: { code: 'METRICS_UNREACHABLE', message: 'connection refused' } };
  if (!counts) return { sha256, program };
  const count = counts.reduce((sum, each) => sum + each, 0);
  return { sha256, program, requests: { count, errors, explicit: [{ bounds: BOUNDS, counts }] } };
}

/** First second of a window that is over; the last one is none ago. */
export const windowBefore = (nowMs: number, ago: number): number =>
  (Math.floor(nowMs / 1_000 / WINDOW_SECONDS) - ago - 1) * WINDOW_SECONDS;

async function sync(world: World, token: string, body: object): Promise<{ readonly token?: string }> {
  const response = await fetch(`${world.url}/api/v1/agent/sync`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`sync: ${response.status} ${await response.text()}`);
  return (await response.json()) as { token?: string };
}
