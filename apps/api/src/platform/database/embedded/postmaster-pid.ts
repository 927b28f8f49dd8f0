import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The process number that PostgreSQL left in its cluster, alive or not. */
export function postmasterPid(clusterDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * After a reboot the number in a left-over pid file may belong to some other program, and PostgreSQL would refuse
 * to start for ever. A postmaster always stands in its own cluster; whoever stands elsewhere is none.
 */
export function clearForeignPidFile(clusterDir: string): void {
  const pid = postmasterPid(clusterDir);
  const place = pid && workingDirectory(pid);
  if (place && place !== realpathSync(clusterDir))
    rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
}

/** Undefined for the dead, zombies, other people's processes and systems without /proc: PostgreSQL judges those. */
function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
