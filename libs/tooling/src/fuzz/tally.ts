import type { Operation } from './operations.js';

export interface OperationCount {
  readonly id: string;
  sent: number;
  accepted: number;
  readonly byStatus: Map<number, number>;
}

export interface Fault {
  readonly operation: string;
  readonly what: string;
  /** One request that shows it. */
  readonly sample: string;
  times: number;
}

/** How often each operation was asked, and what was wrong. */
export class Tally {
  readonly operations: ReadonlyMap<string, OperationCount>;
  private readonly known = new Map<string, Fault>();
  requests = 0;

  /** @param tell is told of each kind of fault, once */
  constructor(
    operations: readonly Operation[],
    private readonly tell: (fault: Fault) => void,
  ) {
    this.operations = new Map(
      operations.map(({ id }) => [id, { id, sent: 0, accepted: 0, byStatus: new Map<number, number>() }]),
    );
  }

  count({ id }: Operation, status: number): void {
    this.requests += 1;
    const count = this.operations.get(id);
    if (!count) return;
    count.sent += 1;
    if (status >= 200 && status < 400) count.accepted += 1;
    count.byStatus.set(status, (count.byStatus.get(status) ?? 0) + 1);
  }

  fault(operation: string, what: string, sample: string): void {
    const key = `${operation} ${what.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')}`;
    const known = this.known.get(key);
    const fault = known ?? { operation, what, sample, times: 0 };
    fault.times += 1;
    if (known) return;
    this.known.set(key, fault);
    this.tell(fault);
  }

  get faults(): readonly Fault[] {
    return [...this.known.values()].sort((a, b) => b.times - a.times);
  }

  get neverAccepted(): readonly string[] {
    return [...this.operations.values()].filter(({ accepted }) => accepted === 0).map(({ id }) => id);
  }
}
