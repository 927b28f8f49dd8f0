import fs, {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { jsonLog, withoutSecrets } from '../log.js';
import { linuxProcesses } from '../probes/process-table.js';
import { aJob } from '../reconcile/journal.fixtures.js';
import { emptyJournal } from '../reconcile/journal.js';
import type { Step } from '../reconcile/steps.js';
import { writeDurably } from './durable-file.js';
import { HoldFile, parseDuration } from './hold-file.js';
import { JournalStore } from './journal-store.js';
import { ProcessLock } from './process-lock.js';
import { WakeUp } from './wake-up.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rc-state-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('files that survive', () => {
  it('are replaced as a whole, with their rights, and leave nothing behind', () => {
    const path = join(folder, 'token');
    writeDurably(path, 'one', 0o600);
    writeDurably(path, 'two', 0o600);
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['token']);
  });

  it('F19 are whole also when the disk takes only a part at once', () => {
    const { writeSync } = fs;
    const halves = (descriptor: number, content: string): number =>
      writeSync(descriptor, content.slice(0, Math.ceil(content.length / 2)));
    const disk = jest.spyOn(fs, 'writeSync').mockImplementation(halves as typeof writeSync);
    writeDurably(join(folder, 'token'), 'all of it');
    disk.mockRestore();
    expect(readFileSync(join(folder, 'token'), 'utf8')).toBe('all of it');
  });

  it('I14 a journal comes back as it was, and a damaged one is not guessed at', () => {
    const store = new JournalStore(folder);
    store.prepare();
    store.save({ ...emptyJournal('web'), actedGeneration: 12 });
    expect(store.load('web').actedGeneration).toBe(12);
    expect(store.load('other').actedGeneration).toBe(0);
    writeFileSync(join(folder, 'bins/web.json'), '{"schema":1,"acted');
    expect(() => store.load('web')).toThrow();
    writeFileSync(join(folder, 'bins/web.json'), '{"schema":2}');
    expect(() => store.load('web')).toThrow(/no journal/);
  });

  it('takes for touched what an agent that was ended left behind its staging', () => {
    const store = new JournalStore(folder);
    store.prepare();
    const left = (step: Step): unknown => {
      store.save({ ...emptyJournal('web'), job: aJob({ step }) });
      return store.load('web').job?.hasTouched;
    };
    expect([left('precheck'), left('start')]).toEqual([false, true]);
  });

  it('takes up an update that a newer agent left in a step that is not known here', () => {
    const store = new JournalStore(folder);
    store.prepare();
    const left = (changes: object): unknown => {
      const job = { ...aJob({ isBegun: true }), step: 'sprinkle', isSprinkled: true, ...changes };
      const journal = { ...emptyJournal('web'), job, sprinkles: 3 };
      writeFileSync(join(folder, 'bins/web.json'), JSON.stringify(journal));
      return store.load('web').job;
    };
    expect(left({})).toMatchObject({ step: 'download', hasTouched: true });
    const failure = { code: 'NOT_HEALTHY', message: 'ill' };
    expect(left({ failure })).toMatchObject({ step: 'back-stop', hasTouched: true, failure });
  });
});

describe('the lock', () => {
  const path = (): string => join(folder, 'lock');
  const lock = (): ProcessLock => new ProcessLock(path(), linuxProcesses);
  const parentTicks = linuxProcesses.identify(process.ppid)?.startTicks ?? '';

  it('is not given twice, and knows its owner by more than the pid', () => {
    symlinkSync(`${process.ppid}:${parentTicks}`, path());
    expect(lock().acquire()).toEqual({ ok: false, heldByPid: process.ppid });
    rmSync(path());
    symlinkSync(`${process.ppid}:1`, path());
    expect(lock().acquire()).toEqual({ ok: true });
    expect(lock().acquire()).toEqual({ ok: true });
    expect(lock().heldBy()).toBe(process.pid);
    lock().release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not released by somebody else', () => {
    symlinkSync(`${process.ppid}:${parentTicks}`, path());
    lock().release();
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('F19 needs no room on the disk, and what names nobody is not in its way', () => {
    writeFileSync(path(), '');
    lock().clearStale();
    expect(readdirSync(folder)).toEqual([]);
    lock().acquire();
    expect([readdirSync(folder), lstatSync(path()).blocks]).toEqual([['lock'], 0]);
  });
});

describe('the local brake', () => {
  it('holds until its end, and for ever when it can not be read', () => {
    const hold = new HoldFile(folder);
    expect(hold.read(0)).toBeNull();
    hold.write({ reason: 'disk swap', until: new Date(5_000).toISOString() });
    expect(hold.read(4_999)).toMatchObject({ reason: 'disk swap' });
    expect(hold.read(5_000)).toBeNull();
    const long = {
      reason: 'x'.repeat(600),
      until: '1 May 2090 (when the new disks are there, if they come at all)',
    };
    hold.write(long);
    expect(hold.read(0)).toEqual({
      reason: 'x'.repeat(500),
      until: expect.stringMatching(/^20\d\d-[\d-]+T[\d:.]+Z$/) as string,
    });
    hold.write({ reason: 'disk swap', until: 'tomorrow' });
    expect(hold.read(0)).toMatchObject({ until: null });
    writeFileSync(join(folder, 'hold.json'), 'oops');
    expect(hold.read(0)).toMatchObject({ until: null });
    hold.remove();
    expect(hold.read(0)).toBeNull();
  });

  it.each([
    ['90s', 90_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['2', null],
    ['-1h', null],
    ['1w', null],
  ])('%s lasts %s ms', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
});

describe('the log', () => {
  it('S27 hides what looks like a credential', () => {
    const text = withoutSecrets('https://node:pass@host/ and rcn_abc-DEF_1 and Bearer rce_xyz');
    expect(text).toBe('https://***@host/ and rcn_*** and Bearer rce_***');
  });

  it('S36 writes one line whatever it is given', () => {
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    jsonLog(write, () => 0).warn('x', { message: 'a\nb\r\u2028{"level":"info"}' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', event: 'x' });
  });
});

describe('waking up', () => {
  it('remembers a call that came while nobody slept', async () => {
    const wakeUp = new WakeUp();
    wakeUp.ring();
    await wakeUp.wait(60_000);
    const sleeping = wakeUp.wait(60_000);
    wakeUp.ring();
    await sleeping;
    await wakeUp.wait(1);
  });

  it('forgets a call that was heeded', async () => {
    const wakeUp = new WakeUp();
    wakeUp.ring();
    wakeUp.heed();
    const began = performance.now();
    await wakeUp.wait(50);
    expect(performance.now() - began).toBeGreaterThan(40);
  });

  it('a sleeper that was taken away does not swallow the next call', async () => {
    const wakeUp = new WakeUp();
    const gone = new AbortController();
    const first = wakeUp.wait(60_000, gone.signal);
    gone.abort();
    await first;
    wakeUp.ring();
    await wakeUp.wait(60_000);
  });
});
