import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { PublicationStates, stableOf } from '../publications/publication-state.read-model.js';

export interface StableText {
  readonly fileId: string;
  readonly environmentId: string;
  readonly projectId: string;
  readonly version: string;
  /** Of the bytes that nodes get. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Whether secrets were filled in, or the whole file is one. */
  readonly isSecret: boolean;
}

interface PlaceRow {
  readonly fileId: string;
  readonly environmentId: string;
  readonly projectId: string;
  readonly isSecret: boolean;
}

const PLACE = `
  SELECT f.id AS "fileId", e.id AS "environmentId", f.project_id AS "projectId", f.is_secret AS "isSecret"
  FROM config_files f JOIN projects p ON p.id = f.project_id JOIN environments e ON e.project_id = p.id
  WHERE p.code = $1 AND e.code = $2 AND f.name = $3`;

/** What an environment has of a file, as programs ask for it: by names. */
@Injectable()
export class StableTexts {
  constructor(private readonly states: PublicationStates) {}

  async placeOf(tx: Tx, project: string, environment: string, name: string): Promise<PlaceRow | undefined> {
    const [place] = await tx.query<PlaceRow[]>(PLACE, [project, environment, name]);
    return place;
  }

  /** Undefined when there is none, or the file was deleted there. */
  async of(tx: Tx, place: PlaceRow): Promise<StableText | undefined> {
    const stable = stableOf(await this.states.inEnvironment(tx, place.fileId, place.environmentId));
    if (!stable || stable.textSha256 === null) return undefined;
    const { number, sha256, sizeBytes } = stable;
    const isSecret = place.isSecret || sha256 !== stable.textSha256;
    return { ...place, version: String(number), sha256, sizeBytes, isSecret };
  }
}
