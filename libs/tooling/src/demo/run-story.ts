import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from '../processes/until.js';
import { NotObservedError, Story, type DemoResult } from './report.js';

export interface Stage {
  /** Everything that is made is in there, and gone afterwards. */
  readonly folder: string;
  readonly story: Story;
  /** Called in the end, the last one first. */
  readonly cleanups: (() => Promise<unknown>)[];
}

/** Plays a story on processes of its own that are gone afterwards. */
export async function runStory(
  print: (line: string) => void,
  interrupted: AbortSignal,
  play: (stage: Stage) => Promise<DemoResult['hosts']>,
): Promise<DemoResult> {
  const folder = mkdtempSync(join(tmpdir(), 'release-console-demo-'));
  // PostgreSQL may run as another user, who has to get to his cluster in it.
  chmodSync(folder, 0o711);
  const story = new Story(print, interrupted);
  const cleanups: Stage['cleanups'] = [];
  let hosts: DemoResult['hosts'] = [];
  const aborted = new Promise<never>((_, reject) => {
    interrupted.addEventListener('abort', () =>
      reject(new NotObservedError('the end, because of an interruption')),
    );
  });
  try {
    hosts = await Promise.race([play({ folder, story, cleanups }), aborted]);
  } catch (error) {
    if (!(error instanceof NotObservedError)) throw error;
    print(error.message);
    print(lastLines(join(folder, 'data/console.log')));
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup().catch((error: unknown) => print(String(error)));
    removeFolder(folder);
  }
  if (story.isWholeTrue) await leavesNothing(story, folder).catch(() => undefined);
  return { ok: story.isWholeTrue && hosts.length > 0, steps: story.steps, hosts };
}

function lastLines(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n') : '';
}

async function leavesNothing(story: Story, folder: string): Promise<void> {
  await story.step('nothing is left behind', async () => {
    await until('The end of every process', 10_000, () => processesOf(folder).length === 0 || undefined);
    if (existsSync(folder)) throw new Error(`${folder} is still there`);
    return 'no process and no folder';
  });
}

/** Whoever stands in the demo's folder, or was started with a path in it. */
function processesOf(folder: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  return pids.filter((pid) => {
    try {
      const place = readlinkSync(`/proc/${pid}/cwd`);
      return place.startsWith(folder) || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false;
    }
  });
}

/** Also a database that had to be kept elsewhere, because its user could not reach this folder. */
function removeFolder(folder: string): void {
  const pointer = join(folder, 'data/postgres.location');
  if (existsSync(pointer))
    rmSync(dirname(readFileSync(pointer, 'utf8').trim()), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
