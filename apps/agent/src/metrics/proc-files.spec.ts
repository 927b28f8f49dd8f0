import {
  cpuTicks,
  loadOfLastMinute,
  memory,
  openFiles,
  processTicks,
  residentBytes,
  tcpConnections,
  traffic,
} from './proc-files.js';

const DEV = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:  900000    1000    0    0    0     0          0         0   900000    1000    0    0    0     0       0          0
  eth0: 1000 10 0 0 0 0 0 0 300 5 0 0 0 0 0 0
  eth1: 2000 10 0 0 0 0 0 0 400 5 0 0 0 0 0 0
`;

describe('what Linux tells about itself', () => {
  it.each<[string, unknown, unknown]>([
    [
      'processors, without counting guests twice',
      cpuTicks('cpu  100 5 50 1000 20 1 2 3 60 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n'),
      { busy: 161, all: 1181 },
    ],
    [
      'memory',
      memory('MemTotal:        1000 kB\nMemFree:  10 kB\nMemAvailable:     400 kB\n'),
      { usedBytes: 600 * 1024, totalBytes: 1000 * 1024 },
    ],
    ['load', loadOfLastMinute('1.25 0.80 0.50 2/345 6789\n'), 1.25],
    ['open files', openFiles('2112\t32\t9223372036854775807\n'), 2080],
    [
      'connections of both protocols',
      tcpConnections(
        'sockets: used 300\nTCP: inuse 12 orphan 0 tw 3 alloc 20 mem 1\nUDP: inuse 4 mem 2\nTCP6: inuse 5\n',
      ),
      17,
    ],
    ['traffic without the loop', traffic(DEV), { receivedBytes: 3000, sentBytes: 700 }],
    [
      'a process whose name tries to confuse',
      processTicks('42 (a) S 1 2) S 1 42 42 0 -1 4194560 900 0 3 0 150 25 0 0 20 0 8 0 777 1 2\n'),
      175,
    ],
    ['its memory', residentBytes('Name:\tx\nVmRSS:\t    2048 kB\nThreads:\t1\n'), 2048 * 1024],
  ])('is read: %s', (_, found, wanted) => {
    expect(found).toEqual(wanted);
  });

  it.each<[string, (text: string) => unknown]>([
    ['processors', cpuTicks],
    ['memory', memory],
    ['load', loadOfLastMinute],
    ['open files', openFiles],
    ['connections', tcpConnections],
    ['traffic', traffic],
    ['a process', processTicks],
    ['its memory', residentBytes],
  ])('is not known where the text is another one: %s', (_, read) => {
    expect(['', 'cpu', 'x: y', '\n\n'].map(read)).toEqual([null, null, null, null]);
  });
});
