import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import { VersionsRepository } from './versions.repository.js';

/** Who made a version, beside those who uploaded its files: none of them approves a release of it. */
@Injectable()
export class VersionAuthors {
  constructor(private readonly versions: VersionsRepository) {}

  /** Of the version that has this artifact. */
  async add(tx: Tx, artifactId: string, authorIds: readonly string[]): Promise<void> {
    const versionId = await this.versions.idByArtifact(tx, artifactId);
    if (versionId !== undefined && authorIds.length > 0)
      await this.versions.addAuthors(tx, versionId, authorIds);
  }
}
