import { Injectable } from '@nestjs/common';
import { BinCatalog, type ServedFile } from '../../bins/index.js';
import { Database } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import type { NodeState } from '../desired/node-state.js';
import { ReleasedFilesReadModel } from '../fleet/released-files.read-model.js';
import { isServed } from '../rules/lifecycle.js';
import { SeedService } from './seed.service.js';

/** Which file a node means, among those that it may have: nothing that was never released where it serves. */
@Injectable()
export class NodeFiles {
  constructor(
    private readonly database: Database,
    private readonly catalog: BinCatalog,
    private readonly released: ReleasedFilesReadModel,
    private readonly seed: SeedService,
  ) {}

  async find(state: NodeState, file: string): Promise<ServedFile> {
    if (!isServed(state.lifecycle)) throw notFound('file');
    const sha256 = state.bins.has(file) ? this.seed.answerBin(state, file).sha256 : file;
    return this.findDesired(state, sha256) ?? (await this.findReleased(state, sha256));
  }

  private findDesired(state: NodeState, file: string): ServedFile | undefined {
    for (const { bin, sha256, version, sizeBytes } of state.bins.values()) {
      const isMeant = sha256 !== null && sizeBytes > 0 && (file === sha256 || file === `${bin}-${version}`);
      if (isMeant) return { sha256, sizeBytes, fileName: bin };
    }
    return undefined;
  }

  private async findReleased(state: NodeState, file: string): Promise<ServedFile> {
    const all = await this.catalog.artifactsByFile(this.database.reader, file);
    // That a configuration file is to go has no bytes: that none are stored is no damage.
    const found = all.filter(({ sizeBytes }) => sizeBytes > 0);
    const fitting = found.filter(({ arch }) => found.length === 1 || arch === state.arch || arch === 'any');
    for (const { sha256, sizeBytes, bin } of fitting) {
      if (await this.released.isReleasedTo(state.id, bin.id, sha256))
        return { sha256, sizeBytes, fileName: bin.name };
    }
    throw notFound('file');
  }
}
