/** How often each thing happened, by a name like `fault:dark` or `release:paused>deploying`. */
export class Coverage {
  readonly hits = new Map<string, number>();

  hit(name: string, times = 1): void {
    this.hits.set(name, (this.hits.get(name) ?? 0) + times);
  }

  add(other: ReadonlyMap<string, number> | Readonly<Record<string, number>>): void {
    const entries = other instanceof Map ? other.entries() : Object.entries(other);
    for (const [name, times] of entries) this.hit(name, Number(times));
  }
}
