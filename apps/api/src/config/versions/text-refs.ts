import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { invalidField, type DomainError } from '../../platform/http/index.js';
import type { FileFacts } from '../files/config-files.repository.js';
import { PublicationStates, stableOf } from '../publications/publication-state.read-model.js';
import { PublishedTexts } from '../publications/published-texts.js';
import { laid } from './drafts.js';
import { layerNamed } from './layer-view.js';
import { Layers } from './layers.js';

const PARTS = /^(layer|draft|published):([a-z0-9-]{1,39})(?:@(\d{1,9}))?$/;

/** Finds the texts that a comparison names. */
@Injectable()
export class TextRefs {
  constructor(
    private readonly layers: Layers,
    private readonly states: PublicationStates,
    private readonly published: PublishedTexts,
  ) {}

  /** In the clear; null where there is no file. @param field what named it */
  async textOf(tx: Tx, file: FileFacts, ref: string, field: string): Promise<string | null> {
    const [, kind, name = '', digits] = PARTS.exec(ref) ?? [];
    const all = await this.layers.all(tx, file);
    const place = layerNamed(all, name);
    if (!place) throw unknownText(field, ref);
    const number = digits === undefined ? undefined : Number(digits);
    if (kind === 'layer') {
      const layer = await this.layers.find(tx, file.id, place.environmentId, number);
      if (!layer) throw unknownText(field, ref);
      return layer.text;
    }
    const { environmentId } = place;
    if (environmentId === null) throw unknownText(field, ref);
    if (kind === 'published') return this.publishedIn(tx, file, environmentId, number, { field, ref });
    const result = laid(file.format, all.base.text, place.newest);
    if (!result.ok) throw unknownText(field, ref);
    return result.text;
  }

  private async publishedIn(
    tx: Tx,
    file: FileFacts,
    environmentId: string,
    number: number | undefined,
    { field, ref }: { readonly field: string; readonly ref: string },
  ): Promise<string | null> {
    const wanted = number ?? (await this.stableIn(tx, file, environmentId));
    if (wanted === undefined) return null;
    const text = await this.published.find(tx, { fileId: file.id, environmentId, number: wanted });
    if (text === undefined) throw unknownText(field, ref);
    return text;
  }

  private async stableIn(tx: Tx, file: FileFacts, environmentId: string): Promise<number | undefined> {
    return stableOf(await this.states.inEnvironment(tx, file.id, environmentId))?.number;
  }
}

function unknownText(field: string, ref: string): DomainError {
  return invalidField(field, 'unknown_text', {
    en: `This file has no text "${ref}".`,
    zh: `该文件没有内容“${ref}”。`,
  });
}
