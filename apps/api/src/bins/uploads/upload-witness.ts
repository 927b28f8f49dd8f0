import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

/** What an upload says of where its file was built. */
export interface NamedBuild {
  readonly sourceId: string;
  readonly job: string;
  readonly number: number;
  /** Of the file among those of the build. */
  readonly path: string;
}

export interface WitnessedUpload extends NamedBuild {
  readonly projectId: string;
  readonly artifactId: string;
  readonly sha256: string;
}

/** Throws when the build is known to have made something else; within the transaction of the upload. */
export type Witness = (tx: Tx, upload: WitnessedUpload) => Promise<void>;

/** Whoever knows builds says whether a file is what one of them made; uploads ask without knowing them. */
@Injectable()
export class UploadWitness {
  private witness: Witness | undefined;

  register(witness: Witness): void {
    this.witness = witness;
  }

  async ask(tx: Tx, upload: WitnessedUpload): Promise<void> {
    if (!this.witness) throw new Error('no feature knows builds');
    await this.witness(tx, upload);
  }
}
