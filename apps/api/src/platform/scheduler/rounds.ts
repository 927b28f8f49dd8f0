/** The same work again and again, never twice at once; a round that fails is noted, and the next one comes all the same. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly everyMs: number,
    private readonly work: () => Promise<unknown>,
    private readonly note: (error: Error) => void,
  ) {}

  begin(): void {
    this.timer = setInterval(() => void this.now(), this.everyMs).unref();
  }

  /** One round without waiting for its time, or the one that is under way. */
  now(): Promise<void> {
    this.running ??= this.once().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Resolves when the last round is over. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async once(): Promise<void> {
    try {
      await this.work();
    } catch (error) {
      this.note(error as Error);
    }
  }
}
