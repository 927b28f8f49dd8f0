import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

import { tarGz } from '../src/archive/tar-builder.fixtures.js';
import { TestHost } from './test-host.js';

/** A host whose program comes as a folder: the service runs through the link `current`. */
export class ArchiveHost extends TestHost {
  readonly dir = join(this.folder, 'srv');
  readonly link = join(this.dir, 'current');

  override async prepare(): Promise<this> {
    await super.prepare();
    mkdirSync(this.dir);
    this.script(
      'start.sh',
      `cd "${this.link}" && setsid ./bin/app >/dev/null 2>&1 </dev/null &\necho $! > "${this.pidFile}"`,
    );
    return this;
  }

  override bin(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const { path: _, ...settings } = super.bin(changes);
    return { ...settings, dir: this.dir };
  }

  archive(name: string, behaviour: Parameters<TestHost['program']>[1] = 'good'): Buffer {
    return tarGz([
      { path: './', type: '5' },
      { path: './bin/app', content: this.program(name, behaviour), mode: 0o4755 },
      { path: './share/words.txt', content: name.repeat(100) },
    ]);
  }

  /** The version behind the link, if it is whole. */
  override liveDigest(): string | null {
    if (!existsSync(this.link)) return null;
    const digest = readlinkSync(this.link);
    const program = join(this.link, 'bin/app');
    const isWhole = (lstatSync(program).mode & 0o7777) === 0o755 && this.words().length > 0;
    return isWhole ? digest : `not whole: ${digest}`;
  }

  words(): string {
    return readFileSync(join(this.link, 'share/words.txt'), 'utf8');
  }
}
