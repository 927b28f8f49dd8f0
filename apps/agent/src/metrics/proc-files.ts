/** What Linux tells in text files about itself; each answers null for a text that it can't read. */

export interface CpuTicks {
  readonly busy: number;
  readonly all: number;
}

/** `/proc/stat`: what all processors did since boot, in ticks. */
export function cpuTicks(stat: string): CpuTicks | null {
  const ticks = /^cpu +([\d ]+)$/m.exec(stat)?.[1]?.split(' ').map(Number) ?? [];
  if (ticks.length < 5) return null;
  // What guests used is in what users used, so that it is not counted again.
  const all = ticks.slice(0, 8).reduce((sum, value) => sum + value, 0);
  const idle = (ticks[3] ?? 0) + (ticks[4] ?? 0);
  return { busy: all - idle, all };
}

export interface Memory {
  readonly usedBytes: number;
  readonly totalBytes: number;
}

/** `/proc/meminfo`: what programs could not get any more is used. */
export function memory(meminfo: string): Memory | null {
  const kilobytes = (name: string): number =>
    Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(meminfo)?.[1] ?? Number.NaN);
  const [total, available] = [kilobytes('MemTotal'), kilobytes('MemAvailable')];
  if (Number.isNaN(total) || Number.isNaN(available)) return null;
  return { usedBytes: (total - available) * 1_024, totalBytes: total * 1_024 };
}

/** `/proc/loadavg`: how many processes wanted to run in the last minute. */
export function loadOfLastMinute(loadavg: string): number | null {
  const load = Number.parseFloat(loadavg);
  return Number.isNaN(load) ? null : load;
}

/** `/proc/sys/fs/file-nr`: files that are open on the whole host. */
export function openFiles(fileNr: string): number | null {
  const [allocated, free] = fileNr.trim().split(/\s+/).map(Number);
  return allocated === undefined || free === undefined || Number.isNaN(allocated - free)
    ? null
    : allocated - free;
}

/** `/proc/net/sockstat` and `sockstat6`: TCP connections in use. */
export function tcpConnections(sockstat: string): number | null {
  const found = [...sockstat.matchAll(/^TCP6?: inuse (\d+)/gm)].map(([, count]) => Number(count));
  return found.length === 0 ? null : found.reduce((sum, count) => sum + count, 0);
}

export interface Traffic {
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** `/proc/net/dev`: what went over all interfaces but the host's own loop, since boot. */
export function traffic(dev: string): Traffic | null {
  const rows = [...dev.matchAll(/^ *([^:\s]+): *([\d ]+)$/gm)].filter(([, name]) => name !== 'lo');
  if (rows.length === 0) return null;
  const column = (place: number): number =>
    rows.reduce((sum, [, , numbers]) => sum + Number(numbers?.trim().split(/ +/)[place] ?? 0), 0);
  return { receivedBytes: column(0), sentBytes: column(8) };
}

/** `/proc/PID/stat`: processor time of a process since it began, in ticks of a hundredth of a second. */
export function processTicks(stat: string): number | null {
  // The command may hold spaces and brackets, so the fields are counted after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isNaN(ticks) ? null : ticks;
}

/** `/proc/PID/status`: memory of a process that is really there. */
export function residentBytes(status: string): number | null {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
}
