/** Lets a loop sleep until something calls; a call while nobody sleeps is remembered. */
export class WakeUp {
  private isRung = false;
  private readonly sleepers = new Set<() => void>();

  ring(): void {
    if (this.sleepers.size === 0) this.isRung = true;
    for (const wake of [...this.sleepers]) wake();
  }

  /** Whoever looks at everything anew needs no calls from before. */
  heed(): void {
    this.isRung = false;
  }

  /** Resolves at the next ring, after the time, or when the signal takes the sleeper away. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (this.isRung) {
      this.isRung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        this.sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.max(0, milliseconds));
      signal?.addEventListener('abort', wake);
      this.sleepers.add(wake);
    });
  }
}
