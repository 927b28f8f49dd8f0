import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Presence } from '../rules/node-words.js';
import { presenceOf } from '../rules/presence.js';
import { NodeNews } from './node-news.js';
import { PresenceBook } from './presence-book.js';
import { PresenceRepository } from './presence.repository.js';

const ROUND_MS = 2_000;
/** A node that flaps is news once a minute at the most. */
const QUIET_MS = 60_000;

interface Shown {
  readonly presence: Presence;
  readonly at: number;
}

/** Notices that nodes went silent, or came back, among those that this process heard of. */
@Injectable()
export class PresenceWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('presence');
  private readonly shown = new Map<string, Shown>();
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(
    private readonly book: PresenceBook,
    private readonly repository: PresenceRepository,
    private readonly news: NodeNews,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), ROUND_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The nodes whose presence is news. */
  async look(): Promise<readonly string[]> {
    if (this.isLooking) return [];
    this.isLooking = true;
    try {
      const now = this.clock.millis();
      await this.learn(this.turned(now));
      const turned = this.turned(now);
      for (const nodeId of turned)
        this.shown.set(nodeId, { presence: presenceOf(this.book.get(nodeId), now), at: now });
      this.news.add(turned);
      return turned;
    } catch (error) {
      this.logger.warn(`presence not looked at: ${(error as Error).message}`);
      return [];
    } finally {
      this.isLooking = false;
    }
  }

  private turned(now: number): readonly string[] {
    const turned: string[] = [];
    for (const entry of this.book.all()) {
      const presence = presenceOf(entry, now);
      const shown = this.shown.get(entry.nodeId);
      if (!shown) this.shown.set(entry.nodeId, { presence, at: 0 });
      else if (shown.presence !== presence && now - shown.at >= QUIET_MS) turned.push(entry.nodeId);
    }
    return turned;
  }

  /** Another process may have heard them since. */
  private async learn(nodeIds: readonly string[]): Promise<void> {
    if (nodeIds.length === 0) return;
    for (const row of (await this.repository.find(nodeIds)).values()) this.book.learn(row);
  }
}
