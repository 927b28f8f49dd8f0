import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

import { FileVersions } from '../actuators/file-versions.js';
import type { BinConfig, SelfConfig } from '../config/agent-config.js';
import { Trials } from './trials.js';

/** The agent's own bundles: like those of any bin, and the launcher is told what to watch and what to put back. */
export class OwnVersions extends FileVersions {
  private readonly trials: Trials;

  constructor(
    bin: BinConfig,
    private readonly keptFolder: string,
    private readonly self: Pick<SelfConfig, 'proveSeconds' | 'watchSeconds'>,
  ) {
    super(bin, keptFolder);
    this.trials = new Trials(dirname(bin.path));
  }

  /** Told first: a new agent must never be started by a launcher that does not know that it is on trial. */
  override async activate(sha256: string): Promise<void> {
    const previousSha256 = await this.liveDigest();
    if (previousSha256 !== null) {
      const { proveSeconds, watchSeconds } = this.self;
      const previousFile = join(this.keptFolder, previousSha256);
      const id = randomBytes(8).toString('hex');
      this.trials.begin({ schema: 1, id, sha256, previousSha256, previousFile, proveSeconds, watchSeconds });
    }
    await super.activate(sha256);
  }

  override async restore(sha256: string | null): Promise<void> {
    await super.restore(sha256);
    this.trials.forget();
  }
}
