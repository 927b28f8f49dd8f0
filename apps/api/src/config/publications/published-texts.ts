import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { SEALED_PUBLICATIONS } from '../sealed-columns.js';
import { PublicationsRepository } from './publications.repository.js';

export interface PublishedPlace {
  readonly fileId: string;
  readonly environmentId: string;
  readonly number: number;
}

/** Texts as they were published, with references to secrets as they are written. */
@Injectable()
export class PublishedTexts {
  constructor(
    private readonly publications: PublicationsRepository,
    private readonly box: SecretBox,
  ) {}

  /** Null of a deletion; undefined of what was never published there. */
  async find(tx: Tx, { fileId, environmentId, number }: PublishedPlace): Promise<string | null | undefined> {
    const found = await this.publications.find(tx, fileId, environmentId, number);
    if (!found) return undefined;
    return found.sealed === null ? found.text : this.box.open(SEALED_PUBLICATIONS, [found.id], found.sealed);
  }

  async textOf(tx: Tx, place: PublishedPlace): Promise<string | null> {
    const text = await this.find(tx, place);
    if (text === undefined)
      throw new Error(`version ${place.number} of ${place.fileId} was never published there`);
    return text;
  }
}
