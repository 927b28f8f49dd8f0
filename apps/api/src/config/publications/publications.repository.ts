import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { ConfigPublicationEntity } from './config-publication.entity.js';

export interface PublicationText {
  readonly id: string;
  readonly fileId: string;
  readonly environmentId: string;
  readonly number: number;
  readonly baseNumber: number;
  readonly overrideNumber: number;
  readonly text: string | null;
  readonly sealed: string | null;
  readonly textSha256: string | null;
}

@Injectable()
export class PublicationsRepository {
  /** The one of this text for this environment: made, or told anew what it was published from. */
  async keep(
    tx: Tx,
    publication: Omit<ConfigPublicationEntity, 'id'> & { readonly id: string },
  ): Promise<void> {
    const { fileId, environmentId, number } = publication;
    const known = await tx.findOneBy(ConfigPublicationEntity, { fileId, environmentId, number });
    if (!known) {
      await tx.insert(ConfigPublicationEntity, { ...publication, secretNames: [...publication.secretNames] });
      return;
    }
    const { baseNumber, overrideNumber, text, sealed, textSha256, secretNames } = publication;
    await tx.update(
      ConfigPublicationEntity,
      { id: known.id },
      { baseNumber, overrideNumber, text, sealed, textSha256, secretNames: [...secretNames] },
    );
  }

  /** Before there is a row: what is sealed in it is sealed for its id. */
  async newId(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>('SELECT uuidv7() AS id');
    if (!row) throw new Error('the database gave no id');
    return row.id;
  }

  async find(tx: Tx, fileId: string, environmentId: string, number: number): Promise<PublicationText | null> {
    return tx.findOneBy(ConfigPublicationEntity, { fileId, environmentId, number });
  }
}
