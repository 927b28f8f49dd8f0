import { readFileSync } from 'node:fs';

const SAMPLE_MS = 1_000;
const PAGE_BYTES = 4_096;
/** What the heap of a process may swing without being a leak: a few texts of configuration of a MiB each, read and merged at once, are so much. */
const SLACK_BYTES = 256 * 2 ** 20;

export interface MemoryUse {
  readonly isFlat: boolean;
  readonly earlyMiB: number;
  readonly lateMiB: number;
}

/** Watches the resident memory of a process. */
export class MemoryWatch {
  private readonly samples: number[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    this.timer = setInterval(() => this.sample(), SAMPLE_MS);
  }

  /** Flat when the last quarter is not above the second one, but for what a heap swings. */
  end(): MemoryUse {
    clearInterval(this.timer);
    const { length } = this.samples;
    const early = mean(this.samples.slice(Math.floor(length / 4), Math.ceil(length / 2)));
    const late = mean(this.samples.slice(Math.floor((length * 3) / 4)));
    const mebi = (bytes: number): number => Math.round(bytes / 2 ** 20);
    return { isFlat: late <= early * 1.25 + SLACK_BYTES, earlyMiB: mebi(early), lateMiB: mebi(late) };
  }

  private sample(): void {
    const [, resident] = readFileSync(`/proc/${this.pid}/statm`, 'utf8').split(' ');
    this.samples.push(Number(resident) * PAGE_BYTES);
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
