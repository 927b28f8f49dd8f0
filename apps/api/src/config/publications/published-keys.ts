import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ChangedKeys, type VersionChange } from '../../notifications/index.js';
import type { Tx } from '../../platform/database/index.js';
import { changedKeys } from '../content/index.js';
import { ConfigFilesRepository } from '../files/config-files.repository.js';
import { PublishedTexts } from './published-texts.js';

/** Tells those who are asked to approve which keys change. Of a file that is secret as a whole they hear that it does. */
@Injectable()
export class PublishedKeys implements OnModuleInit {
  constructor(
    private readonly asked: ChangedKeys,
    private readonly files: ConfigFilesRepository,
    private readonly published: PublishedTexts,
  ) {}

  onModuleInit(): void {
    this.asked.register((tx, environmentId, change) => this.of(tx, environmentId, change));
  }

  /** Undefined: it is no configuration. */
  private async of(
    tx: Tx,
    environmentId: string,
    { bin, from, to }: VersionChange,
  ): Promise<readonly string[] | undefined> {
    const file = await this.files.ofBin(tx, bin);
    if (!file) return undefined;
    if (file.isSecret) return [];
    const textOf = async (version: string | undefined): Promise<string> => {
      if (!/^\d{1,9}$/.test(version ?? '')) return '';
      const place = { fileId: file.id, environmentId, number: Number(version) };
      return (await this.published.find(tx, place)) ?? '';
    };
    const compared = changedKeys(file.format, await textOf(from[0]), await textOf(to));
    if (!compared.ok) return [];
    return compared.changes.map(({ path }) => path).filter((path) => path !== '');
  }
}
