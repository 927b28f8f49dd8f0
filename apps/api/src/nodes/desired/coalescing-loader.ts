type LoadMany<V> = (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>;

interface Asked<V> {
  readonly promise: Promise<V | undefined>;
  readonly resolve: (value: V | undefined) => void;
  readonly reject: (error: unknown) => void;
  /** Something changed after the question was put, so the answer may be too old. */
  isDirty: boolean;
}

const MAX_KEYS = 500;

/** Turns many single questions of the same moment into few queries; thousands of agents may come back in one second. */
export class CoalescingLoader<V> {
  private readonly asked = new Map<string, Asked<V>>();
  private waiting: string[] = [];
  private isRunning = false;

  /** `onLoaded` hears of each answer that was still right when it came, before anybody else does. */
  constructor(
    private readonly loadMany: LoadMany<V>,
    private readonly onLoaded: (key: string, value: V) => void,
  ) {}

  load(key: string): Promise<V | undefined> {
    const known = this.asked.get(key);
    if (known) return known.promise;
    const asked = deferred<V>();
    this.asked.set(key, asked);
    this.waiting.push(key);
    if (!this.isRunning) {
      this.isRunning = true;
      setImmediate(() => void this.run());
    }
    return asked.promise;
  }

  /** The key's answer is asked for again if it is under way. */
  touch(key: string): void {
    const asked = this.asked.get(key);
    if (asked) asked.isDirty = true;
  }

  touchAll(): void {
    for (const asked of this.asked.values()) asked.isDirty = true;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) await this.runBatch(this.waiting.splice(0, MAX_KEYS));
    this.isRunning = false;
  }

  private async runBatch(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.setClean(key);
    try {
      const found = await this.loadMany(keys);
      for (const key of keys) this.answer(key, found.get(key));
    } catch (error) {
      for (const key of keys) this.take(key)?.reject(error);
    }
  }

  private setClean(key: string): void {
    const asked = this.asked.get(key);
    if (asked) asked.isDirty = false;
  }

  private answer(key: string, value: V | undefined): void {
    if (this.asked.get(key)?.isDirty) {
      this.waiting.push(key);
      return;
    }
    if (value !== undefined) this.onLoaded(key, value);
    this.take(key)?.resolve(value);
  }

  private take(key: string): Asked<V> | undefined {
    const asked = this.asked.get(key);
    this.asked.delete(key);
    return asked;
  }
}

function deferred<V>(): Asked<V> {
  let resolve: Asked<V>['resolve'] = () => undefined;
  let reject: Asked<V>['reject'] = () => undefined;
  const promise = new Promise<V | undefined>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject, isDirty: false };
}
