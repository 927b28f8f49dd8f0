import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { Realtime } from '../../realtime/index.js';
import { NodePlacesReadModel } from './node-places.read-model.js';

const ROUND_MS = 1_000;
/** More than this in one round, and the pages are told once per project to read their lists again. */
const MAX_EVENTS = 50;

/** Tells open pages that nodes changed, at a bounded rate however many there are. */
@Injectable()
export class NodeNews implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('node-news');
  private changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private isTelling = false;

  constructor(
    private readonly database: Database,
    private readonly places: NodePlacesReadModel,
    private readonly realtime: Realtime,
  ) {}

  add(nodeIds: Iterable<string>): void {
    for (const nodeId of nodeIds) this.changed.add(nodeId);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tell(), ROUND_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async tell(): Promise<void> {
    if (this.changed.size === 0 || this.isTelling) return;
    this.isTelling = true;
    const nodeIds = [...this.changed];
    this.changed = new Set();
    try {
      const places = await this.places.of(nodeIds);
      const news = places.length <= MAX_EVENTS ? places : firstPerProject(places).slice(0, MAX_EVENTS);
      for (const { nodeId, projectId } of news)
        await this.realtime.publish(this.database.reader, { topic: 'node', id: nodeId, projectId });
    } catch (error) {
      this.logger.warn(`pages not told of ${nodeIds.length} nodes: ${(error as Error).message}`);
    } finally {
      this.isTelling = false;
    }
  }
}

function firstPerProject<T extends { readonly projectId: string | null }>(places: readonly T[]): T[] {
  return [...new Map([...places].reverse().map((place) => [place.projectId, place])).values()];
}
