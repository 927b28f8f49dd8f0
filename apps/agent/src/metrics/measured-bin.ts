import type { Clock } from '../clock.js';
import { toFailure } from '../errors.js';
import { NOTHING_SEEN } from '../probes/running-program.js';
import type { RunningIn } from '../probes/running-program.js';
import type { CountedRequests } from './count-requests.js';
import { ProgramFiguresReader } from './host-figures.js';
import type { BinMeasurement } from './measurement.js';
import type { ProgramRequests } from './program-requests.js';

export interface MeasuredBinTools {
  readonly name: string;
  /** By the place that a program runs in; empty where the host's configuration names none to ask. */
  readonly requests: ReadonlyMap<string | null, Pick<ProgramRequests, 'since'>>;
  /** What runs in the place that gets the traffic, as far as that is known without looking for it. */
  readonly running: () => RunningIn;
  readonly clock: Clock;
}

/** Measures one bin, in the place that gets the traffic. */
export class MeasuredBin {
  private readonly figures: ProgramFiguresReader;
  private place: string | null | undefined;

  constructor(private readonly tools: MeasuredBinTools) {
    this.figures = new ProgramFiguresReader(tools.clock);
  }

  /** @param isGap it is not one window since it was measured before */
  async measure(isGap: boolean, signal: AbortSignal): Promise<BinMeasurement> {
    const { name, running } = this.tools;
    const before = running();
    const isMoved = this.place !== undefined && this.place !== before.slot;
    this.place = before.slot;
    const certain = (): RunningIn => (isSame(before, running()) ? before : NOTHING_SEEN);
    // What the other place counted while nobody asked it belongs to no window either.
    const requests = await this.ask(before.slot, () => runOf(certain()), isGap || isMoved, signal);
    const { sha256, process } = certain();
    const program = process === null ? {} : { program: this.figures.next(process.pid) };
    return { bin: name, sha256, ...program, ...requests };
  }

  private async ask(
    slot: string | null,
    run: () => string | null,
    isGap: boolean,
    signal: AbortSignal,
  ): Promise<Pick<BinMeasurement, 'requests' | 'trouble'>> {
    const place = this.tools.requests.get(slot);
    if (place === undefined) return {};
    try {
      const counted = await place.since(run, signal);
      return counted === null || isGap ? {} : { requests: described(counted) };
    } catch (error) {
      return { trouble: toFailure(error, 'METRICS_UNREACHABLE') };
    }
  }
}

/** Another process may have answered where it is not the same before and after. */
function isSame(before: RunningIn, after: RunningIn): boolean {
  return before.slot === after.slot && before.sha256 === after.sha256 && runOf(before) === runOf(after);
}

function runOf({ process }: RunningIn): string | null {
  return process && `${process.pid} ${process.startTicks}`;
}

function described(counted: CountedRequests): Required<BinMeasurement>['requests'] {
  const { requests: count, errors, latencies, exponential } = counted;
  const explicit = latencies.map((each) => each.data());
  return { count, errors, explicit, ...(exponential === null ? {} : { exponential: exponential.data() }) };
}
