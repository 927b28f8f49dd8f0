import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { StableTexts } from './stable-texts.read-model.js';

type Place = Parameters<StableTexts['of']>[1];

/** Who waits for something else than they have of one place. */
interface Waited {
  readonly place: Place;
  /** What each of them has. */
  readonly known: Map<() => void, string>;
}

const LOOK_MS = 1_000;

/** Requests that stay open until what an environment has changes; each place is looked at once, however many wait for it. */
@Injectable()
export class TextWaiters implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('config');
  private readonly waited = new Map<string, Waited>();
  private readonly rounds = new Rounds(
    LOOK_MS,
    () => this.look(),
    ({ message }) => this.logger.warn(`looking for new texts failed, and is done again: ${message}`),
  );
  private isStopped = false;

  constructor(
    private readonly database: Database,
    private readonly texts: StableTexts,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  /** A stopping process answers everybody at once, so that it can end. */
  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    for (const { known } of [...this.waited.values()]) for (const wake of [...known.keys()]) wake();
    await this.rounds.end();
  }

  async wait(
    place: Place,
    sha256: string,
    seconds: number,
    onClose: (wake: () => void) => void,
  ): Promise<void> {
    if (this.isStopped) return;
    const key = `${place.fileId} ${place.environmentId}`;
    const waited = this.waited.get(key) ?? { place, known: new Map<() => void, string>() };
    this.waited.set(key, waited);
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        waited.known.delete(wake);
        if (waited.known.size === 0 && this.waited.get(key) === waited) this.waited.delete(key);
        resolve();
      };
      const timer = setTimeout(wake, seconds * 1000);
      waited.known.set(wake, sha256);
      onClose(wake);
    });
  }

  private async look(): Promise<void> {
    for (const { place, known } of [...this.waited.values()]) {
      const now = (await this.texts.of(this.database.reader, place))?.sha256;
      for (const [wake, sha256] of [...known]) if (sha256 !== now) wake();
    }
  }
}
