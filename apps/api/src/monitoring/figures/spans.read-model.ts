import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import type { Span } from './monitoring.dto.js';
import { releaseSpans, type SpanEvent } from './release-spans.js';

/** Nodes that change are most of a history, and say nothing here. */
const FIND = `SELECT at, data FROM release_events WHERE release_id = $1 AND type <> 'targets.changed' ORDER BY seq`;

@Injectable()
export class SpansReadModel {
  constructor(private readonly database: Database) {}

  async of(releaseId: string): Promise<readonly Span[]> {
    const events = await this.database.reader.query<SpanEvent[]>(FIND, [releaseId]);
    return releaseSpans(events).map(({ from, to, ...span }) => ({
      ...span,
      from: from.toISOString(),
      to: to?.toISOString() ?? null,
    }));
  }
}
