import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database } from '../../platform/database/index.js';
import { invalidField, notFound, type Page } from '../../platform/http/index.js';
import { ConfigNews } from '../config-news.js';
import { faultyText, unknownLayer } from '../config.errors.js';
import { ConfigFilesRepository } from '../files/config-files.repository.js';
import type { RevealedText } from '../secrets/config-secret.dto.js';
import { ownOf } from './config-texts.js';
import type { ConfigDiff, ConfigDiffQuery } from './diff.dto.js';
import { diffOf } from './diff.js';
import { laid } from './drafts.js';
import type {
  ConfigEffective,
  ConfigLayer,
  ConfigVersion,
  ConfigVersionQuery,
  RevealText,
} from './layer.dto.js';
import { effectiveView, layerNamed, layerView } from './layer-view.js';
import { Layers } from './layers.js';
import { TextRefs } from './text-refs.js';
import { ConfigVersionListReadModel } from './version-list.read-model.js';

@Injectable()
export class LayerViewsService {
  constructor(
    private readonly database: Database,
    private readonly files: ConfigFilesRepository,
    private readonly layers: Layers,
    private readonly list: ConfigVersionListReadModel,
    private readonly refs: TextRefs,
    private readonly news: ConfigNews,
  ) {}

  async layer(id: string, layer: string): Promise<ConfigLayer> {
    const tx = this.database.reader;
    const file = await this.files.facts(tx, id);
    const all = await this.layers.all(tx, file);
    const place = layerNamed(all, layer);
    if (!place) throw notFound('layer');
    return layerView(file.isSecret, layer, all.base.number, place.newest);
  }

  async version(id: string, layer: string, version: number): Promise<ConfigLayer> {
    const tx = this.database.reader;
    const file = await this.files.facts(tx, id);
    const all = await this.layers.all(tx, file);
    const place = layerNamed(all, layer);
    const found = place && version > 0 && (await this.layers.find(tx, id, place.environmentId, version));
    if (!found) throw notFound('version');
    return layerView(file.isSecret, layer, all.base.number, found);
  }

  async versions(id: string, query: ConfigVersionQuery): Promise<Page<ConfigVersion>> {
    const tx = this.database.reader;
    if (query.layer !== undefined) {
      const all = await this.layers.all(tx, await this.files.facts(tx, id));
      if (!layerNamed(all, query.layer)) throw unknownLayer();
    }
    return this.list.list(tx, id, query);
  }

  reveal(actor: Actor, id: string, layer: string, { reason, version }: RevealText): Promise<RevealedText> {
    return this.database.transaction(async (tx) => {
      const file = await this.files.facts(tx, id);
      const place = layerNamed(await this.layers.all(tx, file), layer);
      const found = place && (await this.layers.find(tx, id, place.environmentId, version));
      if (!found || found.text === null) throw notFound('text');
      if (reason.trim() === '')
        throw invalidField('reason', 'empty', {
          en: 'Say why it must be seen; it is kept in the audit log.',
          zh: '请说明为何必须查看；审计日志会记录原因。',
        });
      const data = { layer, version: found.number };
      await this.news.note(tx, actor, { file, action: 'config.revealed', data, reason });
      return { text: found.text };
    });
  }

  async diff(id: string, { from, to }: ConfigDiffQuery): Promise<ConfigDiff> {
    const tx = this.database.reader;
    const file = await this.files.facts(tx, id);
    const before = await this.refs.textOf(tx, file, from, 'from');
    return diffOf(file, before, await this.refs.textOf(tx, file, to, 'to'));
  }

  async effective(id: string, environment: string): Promise<ConfigEffective> {
    const tx = this.database.reader;
    const file = await this.files.facts(tx, id);
    const all = await this.layers.all(tx, file);
    const place = layerNamed(all, environment);
    if (!place || place.environmentId === null) throw notFound('environment');
    const own = ownOf(all, place.environmentId);
    const result = laid(file.format, all.base.text, own);
    if (!result.ok)
      throw faultyText(
        result.faults.map((fault) => ({ of: result.of, environment, ...fault })),
        'text',
      );
    return effectiveView(file.isSecret, all.base, own, result);
  }
}
