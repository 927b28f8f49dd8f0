import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { systemClock } from '../clock.js';
import { linuxProcesses } from '../probes/process-table.js';
import { endLeftover, startAgent } from './agent-child.js';
import { succeeds } from './succeeds.js';

const FOR_EVER = ['-e', 'setInterval(() => undefined, 1000)'];

describe('the processes of a launcher', () => {
  let folder: string;
  let record: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-console-launcher-'));
    record = join(folder, 'child.json');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('the agent of a launcher that was killed is ended', async () => {
    const left = startAgent(FOR_EVER, record, linuxProcesses);
    await endLeftover(record, linuxProcesses, systemClock);
    expect(await left.ended).toMatchObject({ signal: 'SIGTERM' });
    expect(existsSync(record)).toBe(false);
  });

  it.each(['', '{"pid', 'null', '7', '{"pid":"x"}'])(
    'a record that is damaged (%j) keeps no launcher from starting',
    async (text) => {
      writeFileSync(record, text);
      await endLeftover(record, linuxProcesses, systemClock);
      expect(existsSync(record)).toBe(false);
    },
  );

  it('a question to the old agent ends with the trial', async () => {
    const ending = new AbortController();
    const answer = succeeds(FOR_EVER, 3_600, ending.signal);
    ending.abort();
    expect(await answer).toBe(false);
  });

  it('a question that takes too long is no', async () => {
    expect(await succeeds(FOR_EVER, 0.2, new AbortController().signal)).toBe(false);
    expect(await succeeds(['-e', ''], 60, new AbortController().signal)).toBe(true);
    expect(await succeeds(['-e', 'process.exit(1)'], 60, new AbortController().signal)).toBe(false);
  });
});
