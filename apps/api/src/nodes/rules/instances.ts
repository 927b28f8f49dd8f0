/** An agent process names itself anew at each start, so a name that comes back was never gone. */
export interface InstanceMemory {
  readonly current: string | null;
  /** Names that were replaced, oldest first. */
  readonly earlier: readonly string[];
  /** When one of those came back; milliseconds. */
  readonly returns: readonly number[];
}

export const RETURN_WINDOW_MS = 30 * 60_000;
/**
 * A request of the old process that arrives late makes two returns: its own, and that of the new process after it. Only two
 * processes that both live can make a third.
 */
export const RETURNS_OF_TWO = 3;
const REMEMBERED = 4;

/** Returns `memory` itself when nothing changes. */
export function noteInstance(memory: InstanceMemory, said: string, now: number): InstanceMemory {
  const { current, earlier } = memory;
  if (said === current) return memory;
  const others = earlier.filter((name) => name !== said);
  const returns = memory.returns.filter((at) => now - at < RETURN_WINDOW_MS);
  return {
    current: said,
    earlier: (current === null ? others : [...others, current]).slice(-REMEMBERED),
    returns: earlier.includes(said) ? [...returns, now].slice(-RETURNS_OF_TWO) : returns,
  };
}

/** Do two processes speak in one name? */
export function isCloned({ returns }: InstanceMemory): boolean {
  return returns.length >= RETURNS_OF_TWO;
}
