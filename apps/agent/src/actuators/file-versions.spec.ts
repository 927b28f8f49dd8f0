import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { parseConfig } from '../config/parse-config.js';
import { hashFileNow } from '../probes/file-hash.js';
import { aTarget } from '../reconcile/journal.fixtures.js';
import { FileVersions } from './file-versions.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rc-versions-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const live = (): string => join(folder, 'opt/web');

function versionsOfHost(): FileVersions {
  const bins = { web: { path: live(), service: { kind: 'none' } } };
  const parsed = parseConfig({ servers: ['http://console'], stateDir: join(folder, 'state'), bins });
  const bin = parsed.ok ? parsed.config.bins[0] : undefined;
  if (bin === undefined) throw new Error('the configuration is wrong');
  return new FileVersions(bin, join(folder, 'state/kept/web'));
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return hashFileNow(path);
}

async function bring(versions: FileVersions, text: string): Promise<string> {
  const part = join(folder, 'brought');
  const sha256 = write(part, text);
  const target = aTarget({ sha256, sizeBytes: text.length });
  versions.prepare(target);
  write(versions.partFile(sha256), text);
  await versions.verify(target, []);
  return sha256;
}

describe('a live path that is a link', () => {
  it.each([
    ['relative', '../releases/1/web'],
    ['absolute', ''],
  ])('(%s) can be gone back from, also when what it led to is gone', async (_, relative) => {
    const release = join(folder, 'releases/1/web');
    const old = write(release, 'one');
    mkdirSync(dirname(live()), { recursive: true });
    symlinkSync(relative === '' ? release : relative, live());
    const versions = versionsOfHost();
    const next = await bring(versions, 'two');
    await versions.keepCurrent();
    await versions.activate(next);
    expect(readFileSync(live(), 'utf8')).toBe('two');
    rmSync(release);
    await versions.restore(old);
    expect(readFileSync(live(), 'utf8')).toBe('one');
  });

  it('is kept anew where an older agent kept only the link', async () => {
    const release = join(folder, 'releases/1/web');
    const old = write(release, 'one');
    mkdirSync(dirname(live()), { recursive: true });
    symlinkSync(release, live());
    const versions = versionsOfHost();
    symlinkSync(release, join(folder, 'state/kept/web', old));
    const next = await bring(versions, 'two');
    await versions.keepCurrent();
    await versions.activate(next);
    rmSync(release);
    await versions.restore(old);
    expect(readFileSync(live(), 'utf8')).toBe('one');
  });
});
