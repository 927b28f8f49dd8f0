import { Injectable } from '@nestjs/common';
import { BinPublisher } from '../../bins/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { ConfigNews } from '../config-news.js';
import { faultyText } from '../config.errors.js';
import { secretsIn, withSecrets } from '../content/index.js';
import type { FileFacts } from '../files/config-files.repository.js';
import { SEALED_PUBLICATIONS } from '../sealed-columns.js';
import { ConfigSecrets } from '../secrets/config-secrets.js';
import { ConfigTexts, type Draft } from '../versions/config-texts.js';
import { digestOf } from '../versions/text-digest.js';
import { configWasBad, emptyText } from './publication.errors.js';
import { PublicationStates, stableOf, type PublicationRow } from './publication-state.read-model.js';
import { PublicationsRepository } from './publications.repository.js';

export interface Made {
  readonly version: number;
  /** False when the file had this very text before. */
  readonly isNew: boolean;
  readonly isDeletion: boolean;
  /** What was known of it in this environment until now. */
  readonly before: PublicationRow | undefined;
}

export interface Wish {
  readonly environmentId: string;
  readonly evenIfBad: boolean;
  /** By who has read it already. */
  readonly draft?: Draft;
}

/** Makes what the draft of an environment says a version that releases may bring there. */
@Injectable()
export class PublicationMaker {
  constructor(
    private readonly clock: Clock,
    private readonly texts: ConfigTexts,
    private readonly secrets: ConfigSecrets,
    private readonly states: PublicationStates,
    private readonly bins: BinPublisher,
    private readonly publications: PublicationsRepository,
    private readonly box: SecretBox,
    private readonly news: ConfigNews,
  ) {}

  /** The caller holds the lock of the file. */
  async make(tx: Tx, actor: Actor, file: FileFacts, wish: Wish): Promise<Made> {
    const { environmentId, evenIfBad } = wish;
    const draft = wish.draft ?? (await this.texts.draftOf(tx, file.id, environmentId));
    const { baseNumber, overrideNumber, text, isSecret } = draft;
    const rows = await this.states.inEnvironment(tx, file.id, environmentId);
    const delivered = text === null ? '' : await this.delivered(tx, file, environmentId, draft, text);
    const stable = stableOf(rows);
    const at = this.clock.now();
    const { versionId, number, isNew } = await this.bins.publishText(tx, {
      binId: file.binId,
      fileName: file.name,
      text: delivered,
      authorIds: await this.texts.authorsSince(
        tx,
        file.id,
        environmentId,
        stable?.baseNumber ?? 0,
        stable?.overrideNumber ?? 0,
      ),
      publishedBy: actor.id,
      at,
    });
    const before = rows.find((row) => row.number === number);
    if (before?.state === 'bad' && !evenIfBad) throw configWasBad(number, before.badReason);
    const id = before?.id ?? (await this.publications.newId(tx));
    await this.publications.keep(tx, {
      ...{ id, fileId: file.id, environmentId, number, binVersionId: versionId, baseNumber, overrideNumber },
      text: isSecret ? null : text,
      sealed: isSecret && text !== null ? this.box.seal(SEALED_PUBLICATIONS, [id], text) : null,
      textSha256: digestOf(text),
      secretNames: namesIn(text ?? ''),
      publishedByName: actor.name,
      publishedAt: at,
    });
    await this.news.tell(tx, actor, {
      file,
      action: 'config.published',
      data: {
        environmentId,
        version: String(number),
        baseVersion: baseNumber,
        overrideVersion: overrideNumber,
      },
    });
    return { version: number, isNew, isDeletion: text === null, before };
  }

  /** The bytes that nodes get. */
  private async delivered(
    tx: Tx,
    { projectId }: FileFacts,
    environmentId: string,
    { format }: Draft,
    text: string,
  ): Promise<string> {
    if (text === '') throw emptyText();
    const names = namesIn(text);
    const values = await this.secrets.valuesFor(tx, projectId, environmentId, names);
    const filled = withSecrets(format, text, values);
    if (filled.ok) return filled.text;
    const faults =
      filled.reason === 'missing'
        ? filled.missing.map(({ name, ...place }) => ({
            ...place,
            message: `the secret "${name}" has no value for this environment`,
          }))
        : filled.faults;
    throw faultyText(
      faults.map(({ line, column, message }) => ({ of: 'secret', environment: null, line, column, message })),
      'environment',
    );
  }
}

function namesIn(text: string): readonly string[] {
  return [...new Set(secretsIn(text).map(({ name }) => name))];
}
