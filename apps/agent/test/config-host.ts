import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { FakeConsole, ObservedInTest } from './fake-console.js';
import { TestHost, until } from './test-host.js';

export const NAME = 'shop.app.yaml';

/** A host with one configuration file, something that validates it, and something that reads it. */
export class ConfigHost extends TestHost {
  readonly etc = join(this.folder, 'etc');
  readonly file = join(this.etc, 'app.yaml');
  readonly lastRead = join(this.folder, 'read-by-program');

  constructor(private readonly console: FakeConsole) {
    super();
  }

  override async prepare(): Promise<this> {
    await super.prepare();
    mkdirSync(this.etc);
    this.script('validate.sh', `! grep -q BAD "$RC_FILE" || { echo "line 1: BAD is no port"; exit 1; }`);
    this.reloadWith(`cat "$RC_PATH" > "${this.lastRead}" || rm "${this.lastRead}"`);
    this.configureFile();
    return this;
  }

  /** Its reader notes each time what it was told. */
  reloadWith(body: string): void {
    this.script('reload.sh', `${this.witnessLine('reload')}\n${body}`);
  }

  configureFile(changes: object = {}, others: Record<string, unknown> = { bins: {} }): void {
    const command = (name: string): object => ({
      command: [join(this.folder, `${name}.sh`)],
      timeoutSeconds: 2,
    });
    const file = {
      path: this.file,
      validate: command('validate'),
      reload: command('reload'),
      ...changes,
    };
    this.configure([this.withToken(this.console.url)], { ...others, configs: { [NAME]: file } });
  }

  want(content: Buffer, generation: number): void {
    this.console.want({ bin: NAME, sha256: this.console.addFile(content), generation });
  }

  seen(): ObservedInTest | undefined {
    return this.console.observedBin(NAME);
  }

  ends(phase: 'active' | 'failed', generation: number): Promise<ObservedInTest> {
    return until(`${phase} at ${generation}`, () => {
      const seen = this.seen();
      return seen?.generation === generation && seen.phase === phase ? seen : undefined;
    });
  }

  /** Null where there is no file. */
  content(): string | null {
    return existsSync(this.file) ? readFileSync(this.file, 'utf8') : null;
  }

  rights(): number {
    return statSync(this.file).mode & 0o777;
  }

  /** In which directions its reader was told. */
  reloads(): readonly (string | undefined)[] {
    return this.witnessed().map((line) => line.split(' ')[3]);
  }
}
