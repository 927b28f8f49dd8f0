import type { Clock } from '../clock.js';
import type { HostFacts } from '../probes/host-facts.js';
import type { ProgressEvent } from '../reconcile/journal.js';
import type { Observed } from '../reconcile/observed.js';
import type { SyncRequest } from './sync-protocol.js';

export interface ReportSources {
  readonly observed: () => readonly Observed[];
  readonly events: () => readonly ProgressEvent[];
  readonly facts: () => HostFacts;
}

export type Report = Pick<SyncRequest, 'facts' | 'observed' | 'events'>;

const MAX_EVENTS_PER_REPORT = 200;

/** Knows what the console has not acknowledged yet. */
export class Reporter {
  private saidObserved: string | null = null;
  private saidFacts: string | null = null;
  private saidAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly sources: ReportSources,
    private readonly clock: Clock,
    private readonly everyMilliseconds: number,
  ) {}

  /** What has to be said now, or null. */
  due(): Report | null {
    const facts = this.sources.facts();
    const observed = this.sources.observed();
    const events = this.sources.events().slice(0, MAX_EVENTS_PER_REPORT);
    const isLate = this.untilNext() <= 0;
    const isObservedNew = JSON.stringify(observed) !== this.saidObserved;
    const areFactsNew = JSON.stringify(facts) !== this.saidFacts;
    if (!isObservedNew && !areFactsNew && !isLate && events.length === 0) return null;
    return {
      ...(areFactsNew ? { facts } : {}),
      ...(isObservedNew || isLate ? { observed } : {}),
      ...(events.length > 0 ? { events } : {}),
    };
  }

  /** Milliseconds until everything is said again even if nothing changed. */
  untilNext(): number {
    return this.saidAt + this.everyMilliseconds - this.clock.monotonic();
  }

  accepted(report: Report): void {
    if (report.facts !== undefined) this.saidFacts = JSON.stringify(report.facts);
    if (report.observed === undefined) return;
    this.saidObserved = JSON.stringify(report.observed);
    this.saidAt = this.clock.monotonic();
  }

  /** Another server, or a new identity: it may know nothing of this node. */
  forget(): void {
    this.saidFacts = null;
    this.saidObserved = null;
  }
}
