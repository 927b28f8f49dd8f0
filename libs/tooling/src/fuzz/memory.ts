import type { ChildProcess } from 'node:child_process';
import type { ToldMemory } from './memory-teller.js';

const SAMPLE_MS = 5_000;
/** What is in use may swing with the requests that are under way. */
const LIVE_SLACK_BYTES = 32 * 2 ** 20;
/** The process keeps for itself what it needed at its busiest moment. */
const RESIDENT_SLACK_BYTES = 96 * 2 ** 20;

/** In MiB, in the second quarter of the time and in the last. */
export interface MemoryUse {
  readonly isFlat: boolean;
  readonly live: readonly [early: number, late: number];
  readonly resident: readonly [early: number, late: number];
}

/** Watches the memory of a process that `memory-teller` was loaded into. */
export class MemoryWatch {
  private readonly samples: ToldMemory[] = [];
  private readonly timer: NodeJS.Timeout;
  private readonly take = (told: unknown): void => void this.samples.push(told as ToldMemory);

  constructor(private readonly child: ChildProcess) {
    child.on('message', this.take);
    this.timer = setInterval(() => child.send('memory'), SAMPLE_MS);
  }

  end(): MemoryUse {
    clearInterval(this.timer);
    this.child.off('message', this.take);
    return useOf(this.samples);
  }
}

/** Flat when the last quarter is not above the second one, but for what may swing. */
export function useOf(samples: readonly ToldMemory[]): MemoryUse {
  const { length } = samples;
  const early = samples.slice(Math.floor(length / 4), Math.ceil(length / 2));
  const late = samples.slice(Math.floor((length * 3) / 4));
  const live = [mean(early, 'liveBytes'), mean(late, 'liveBytes')] as const;
  const resident = [mean(early, 'residentBytes'), mean(late, 'residentBytes')] as const;
  return {
    isFlat: isFlat(live, LIVE_SLACK_BYTES) && isFlat(resident, RESIDENT_SLACK_BYTES),
    live: [mebi(live[0]), mebi(live[1])],
    resident: [mebi(resident[0]), mebi(resident[1])],
  };
}

function isFlat([early, late]: readonly [number, number], slack: number): boolean {
  return late <= early * 1.25 + slack;
}

function mebi(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

function mean(samples: readonly ToldMemory[], what: keyof ToldMemory): number {
  return samples.length === 0 ? 0 : samples.reduce((sum, each) => sum + each[what], 0) / samples.length;
}
