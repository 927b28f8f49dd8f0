import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { StableTexts } from './stable-texts.read-model.js';

type Place = Parameters<StableTexts['of']>[1];

interface Waited {
  readonly place: Place;
  readonly sha256: string | undefined;
  readonly wakes: Set<() => void>;
}

const LOOK_MS = 1_000;

/** Requests that stay open until what an environment has changes; what is waited for is looked at once, however many wait for it. */
@Injectable()
export class TextWaiters {
  private readonly logger = new Logger('config');
  private readonly waited = new Map<string, Waited>();
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;
  private isStopped = false;

  constructor(
    private readonly database: Database,
    private readonly texts: StableTexts,
  ) {}

  async wait(place: Place, seconds: number, onClose: (wake: () => void) => void): Promise<void> {
    if (this.isStopped) return;
    const key = `${place.fileId} ${place.environmentId}`;
    const known = this.waited.get(key) ?? (await this.begin(key, place));
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        known.wakes.delete(wake);
        if (known.wakes.size === 0 && this.waited.get(key) === known) this.waited.delete(key);
        resolve();
      };
      const timer = setTimeout(wake, seconds * 1000);
      known.wakes.add(wake);
      onClose(wake);
      this.timer ??= setInterval(() => void this.look(), LOOK_MS).unref();
    });
  }

  /** A stopping process answers everybody at once, so that it can end. */
  stop(): void {
    this.isStopped = true;
    clearInterval(this.timer);
    for (const { wakes } of [...this.waited.values()]) for (const wake of [...wakes]) wake();
  }

  private async begin(key: string, place: Place): Promise<Waited> {
    const sha256 = (await this.texts.of(this.database.reader, place))?.sha256;
    const begun = this.waited.get(key) ?? { place, sha256, wakes: new Set<() => void>() };
    this.waited.set(key, begun);
    return begun;
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      for (const [key, { place, sha256, wakes }] of [...this.waited]) {
        if ((await this.texts.of(this.database.reader, place))?.sha256 === sha256) continue;
        this.waited.delete(key);
        for (const wake of [...wakes]) wake();
      }
    } catch (error) {
      this.logger.warn(`looking for new texts failed, and is done again: ${String(error)}`);
    } finally {
      this.isLooking = false;
      if (this.waited.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    }
  }
}
