import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page } from '../../platform/http/index.js';
import { ConfigFilesRepository } from '../files/config-files.repository.js';
import { diffOf } from '../versions/diff.js';
import type { Publication, PublicationChange, PublicationQuery } from './publication.dto.js';
import { PublicationStates, type PublicationRow } from './publication-state.read-model.js';
import { PublishedTexts } from './published-texts.js';

/** What was published, and what became of it. */
@Injectable()
export class PublicationViewsService {
  constructor(
    private readonly database: Database,
    private readonly files: ConfigFilesRepository,
    private readonly states: PublicationStates,
    private readonly published: PublishedTexts,
  ) {}

  async list(fileId: string, { environment, cursor, limit }: PublicationQuery): Promise<Page<Publication>> {
    const [before, id] = decodeCursor(cursor, ['text', 'uuid']) ?? [];
    const rows = (await this.states.of(this.database.reader, { fileIds: [fileId] }))
      .filter((row) => environment === undefined || row.environmentCode === environment)
      .map((row) => ({ row, key: row.publishedAt.toISOString() }))
      .sort((a, b) => (a.key === b.key ? compare(b.row.id, a.row.id) : compare(b.key, a.key)));
    const rest = rows.filter(
      ({ row, key }) =>
        before === undefined || key < String(before) || (key === before && row.id < String(id)),
    );
    const page = toPage(rest.slice(0, limit + 1), limit, ({ row, key }) => [key, row.id]);
    return { ...page, items: page.items.map(({ row }) => toPublication(row)) };
  }

  async change(bin: string, version: string, environment: string): Promise<PublicationChange> {
    const tx = this.database.reader;
    const file = await this.files.ofBin(tx, bin);
    const rows = (await this.states.of(tx, { fileIds: file ? [file.id] : [] })).filter(
      ({ environmentCode }) => environmentCode === environment,
    );
    const row = rows.find(({ number }) => String(number) === version);
    if (!file || !row) throw notFound('published version');
    const before = beforeOf(row, rows);
    const diff = diffOf(file, await this.textOf(tx, before), await this.textOf(tx, row));
    return {
      ...toPublication(row),
      fileId: file.id,
      name: file.name,
      before: before ? String(before.number) : null,
      diff,
    };
  }

  private textOf(tx: Tx, row: PublicationRow | undefined): Promise<string | null> {
    return row ? this.published.textOf(tx, row) : Promise.resolve(null);
  }
}

/** What the environment had before: of what is not there yet, what it has. */
function beforeOf(row: PublicationRow, rows: readonly PublicationRow[]): PublicationRow | undefined {
  const others = rows.filter(({ id, state }) => id !== row.id && (state === 'stable' || state === 'former'));
  const stable = others.find(({ state }) => state === 'stable');
  if (stable && row.state !== 'stable' && row.state !== 'former') return stable;
  const earlier = others.filter(({ releaseNumber }) => (releaseNumber ?? 0) < (row.releaseNumber ?? 0));
  return earlier.sort((a, b) => (b.releaseNumber ?? 0) - (a.releaseNumber ?? 0))[0];
}

function toPublication(row: PublicationRow): Publication {
  const { environmentCode, number, state, textSha256, publishedAt, publishedByName, releaseId } = row;
  const { releaseNumber, baseNumber, overrideNumber, sha256, sizeBytes, badReason } = row;
  return {
    ...{ version: String(number), state, isDeletion: textSha256 === null, publishedByName, releaseId },
    ...{ publishedAt: publishedAt.toISOString(), releaseNumber, environment: environmentCode },
    ...{ baseVersion: baseNumber, overrideVersion: overrideNumber, sha256, sizeBytes, badReason },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
