import type { DiskUse } from '../probes/disk-space.js';
import { HostFiguresReader, ProgramFiguresReader } from './host-figures.js';
import { TestClock } from './test-clock.fixtures.js';

describe('the figures of a host', () => {
  it('are rates from the second time on, and what it does not tell is not known', () => {
    const clock = new TestClock();
    let disk: DiskUse | null = null;
    const files: Record<string, string> = {
      '/proc/stat': 'cpu  100 0 0 900 0 0 0 0 0 0\n',
      '/proc/net/dev': '  eth0: 1000 10 0 0 0 0 0 0 300 5 0 0 0 0 0 0\n',
      '/proc/loadavg': '0.5 0 0 1/1 1\n',
    };
    const reader = new HostFiguresReader(clock, { last: () => disk }, (path) => files[path] ?? '');
    expect(reader.next()).toEqual({
      cpuShare: null,
      memoryUsedBytes: null,
      memoryTotalBytes: null,
      load: 0.5,
      openFiles: null,
      connections: null,
      receivedBytesPerSecond: null,
      sentBytesPerSecond: null,
      diskUsedBytes: null,
      diskTotalBytes: null,
    });
    disk = { usedBytes: 40, totalBytes: 100, freeBytes: 55 };
    clock.time = 10_000;
    files['/proc/stat'] = 'cpu  150 0 0 1050 0 0 0 0 0 0\n';
    files['/proc/net/dev'] = '  eth0: 6000 10 0 0 0 0 0 0 100 5 0 0 0 0 0 0\n';
    expect(reader.next()).toMatchObject({
      cpuShare: 0.25,
      receivedBytesPerSecond: 500,
      // It began again at nothing.
      sentBytesPerSecond: null,
      diskUsedBytes: 40,
      diskTotalBytes: 100,
    });
  });

  it('are there on this host', () => {
    const clock = new TestClock();
    const reader = new HostFiguresReader(clock, { last: () => null });
    const { memoryTotalBytes, load } = reader.next();
    expect(memoryTotalBytes).toBeGreaterThan(1e6);
    expect(load).toBeGreaterThanOrEqual(0);
  });
});

describe('the figures of a process', () => {
  it('are its own, and begin anew with another one', () => {
    const clock = new TestClock();
    const reader = new ProgramFiguresReader(clock);
    expect(reader.next(process.pid)).toMatchObject({ cpus: null, openFiles: expect.any(Number) });
    const until = process.cpuUsage().user + 200_000;
    while (process.cpuUsage().user < until) Math.hypot(1, 2);
    clock.time = 1_000;
    const { cpus, memoryBytes } = reader.next(process.pid);
    expect(cpus).toBeGreaterThan(0.1);
    expect(memoryBytes).toBeGreaterThan(1e6);
    expect(reader.next(1)).toMatchObject({ cpus: null });
    expect(reader.next(2 ** 22 + 1)).toEqual({ cpus: null, memoryBytes: null, openFiles: null });
  });
});
