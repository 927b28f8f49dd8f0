import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database } from '../../platform/database/index.js';
import type { ConfigMatch, ConfigMatches, ConfigSearchQuery } from './config-search.dto.js';
import { foundLines } from './found-lines.js';
import { SearchedLayersReadModel } from './searched-layers.read-model.js';

const MOST_MATCHES = 200;
const MOST_LAYERS = 1_000;
/** Of texts that are read for one answer: nobody keeps the console busy by looking for a letter. */
const MOST_BYTES_READ = 16 * 1024 ** 2;

@Injectable()
export class ConfigSearchService {
  constructor(
    private readonly database: Database,
    private readonly searched: SearchedLayersReadModel,
  ) {}

  async find(actor: Actor, { q, projectId }: ConfigSearchQuery): Promise<ConfigMatches> {
    const tx = this.database.reader;
    const visible = actor.visibleProjectIds ?? null;
    // The dots of a path stand in no text of most formats.
    const words = q.split('.').filter((word) => word !== '');
    const candidates = await this.searched.candidates(tx, visible, projectId ?? null, words, MOST_LAYERS + 1);
    const items: ConfigMatch[] = [];
    let left = MOST_BYTES_READ;
    for (const [index, { id, sizeBytes }] of candidates.entries()) {
      left -= sizeBytes;
      if (items.length > MOST_MATCHES || left < 0 || index >= MOST_LAYERS)
        return { items: items.slice(0, MOST_MATCHES), isCut: true };
      const layer = await this.searched.layer(tx, id);
      if (!layer) continue;
      const { text, format, ...place } = layer;
      for (const found of foundLines(format, text, q)) items.push({ ...place, ...found });
    }
    return { items: items.slice(0, MOST_MATCHES), isCut: items.length > MOST_MATCHES };
  }
}
