import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseConfig } from '../config/parse-config.js';
import { linuxProcesses } from '../probes/process-table.js';
import { NOTHING_SEEN } from '../probes/running-program.js';
import type { RunningIn } from '../probes/running-program.js';
import { parseSyncAnswer } from '../transport/sync-protocol.js';
import { Measuring } from './measuring.js';
import { TestClock } from './test-clock.fixtures.js';

const stateDir = mkdtempSync(join(tmpdir(), 'rc-measuring-'));
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

interface Scene {
  readonly measuring: Measuring;
  readonly logged: string[];
  changes: number;
}

function scene(clock: TestClock, lastSeen: () => RunningIn): Scene {
  const bins = { web: { path: join(stateDir, 'web'), service: { kind: 'none' } } };
  const parsed = parseConfig({ servers: ['http://127.0.0.1:1/'], stateDir, bins });
  if (!parsed.ok) throw new Error(parsed.faults.join());
  const logged: string[] = [];
  const log = { info: () => undefined, warn: (event: string) => void logged.push(event) };
  const made: Scene = {
    logged,
    changes: 0,
    measuring: new Measuring({
      config: parsed.config,
      clock,
      log,
      processes: linuxProcesses,
      lastSeen,
      changed: () => (made.changes += 1),
    }),
  };
  clock.at(100_000, () => made.measuring.stop());
  return made;
}

const said = { nodeId: 'n', stateVersion: '1', lifecycle: 'active' };
const answer = (more: object): ReturnType<typeof parseSyncAnswer> =>
  parseSyncAnswer({ ...said, serverTime: '2026-01-01T00:00:00Z', ...more });

describe('measuring', () => {
  it('goes on whether or not the console wants it, and calls it only where it does', async () => {
    const clock = new TestClock();
    const { measuring, ...made } = scene(clock, () => NOTHING_SEEN);
    measuring.heard(answer({}));
    await measuring.run();
    expect([measuring.outbox.due(), made.changes]).toEqual([[], 0]);
    measuring.heard(answer({ measureAfterSeconds: 10 }));
    clock.time += 12_000;
    expect(measuring.outbox.due()).toHaveLength(9);
  });

  it('calls when something is there that the console wants', async () => {
    const made = scene(new TestClock(), () => NOTHING_SEEN);
    made.measuring.heard(answer({ measureAfterSeconds: 10 }));
    await made.measuring.run();
    expect(made.changes).toBe(9);
  });

  it('tells nothing of a process that has ended since it was seen', async () => {
    const clock = new TestClock();
    const process_ = { pid: process.pid, startTicks: 'long ago' };
    const seen = { ...NOTHING_SEEN, sha256: 'd'.repeat(64), process: process_, slot: 'a' };
    const { measuring } = scene(clock, () => seen);
    measuring.heard(answer({ measureAfterSeconds: 1 }));
    await measuring.run();
    expect(measuring.outbox.due()[0]?.bins).toEqual([{ bin: 'web', sha256: null }]);
  });

  it('keeps its troubles to itself, names them once, and tries again', async () => {
    const clock = new TestClock();
    let looks = 0;
    const made = scene(clock, () => {
      looks += 1;
      if (looks <= 3) throw new Error('no look');
      return NOTHING_SEEN;
    });
    made.measuring.heard(answer({ measureAfterSeconds: 1 }));
    await made.measuring.run();
    expect(made.logged).toEqual(['measuring.failed']);
    expect(made.measuring.outbox.due().length).toBeGreaterThan(2);
  });
});
