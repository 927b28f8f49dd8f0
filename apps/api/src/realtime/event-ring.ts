import type { RealtimeEvent } from './realtime-event.js';

export interface NumberedEvent extends RealtimeEvent {
  readonly seq: number;
}

/** The last events that this process heard, numbered, for connections that come back after a gap. */
export class EventRing {
  private readonly events: NumberedEvent[] = [];
  private last = 0;

  constructor(private readonly capacity: number) {}

  get lastSeq(): number {
    return this.last;
  }

  add(event: RealtimeEvent): NumberedEvent {
    this.last += 1;
    const numbered = { ...event, seq: this.last };
    this.events[this.last % this.capacity] = numbered;
    return numbered;
  }

  /** Everything after `seq`, oldest first; undefined when some of it is no longer known or never was. */
  after(seq: number): readonly NumberedEvent[] | undefined {
    if (!Number.isSafeInteger(seq) || seq < 0 || seq > this.last || this.last - seq > this.capacity)
      return undefined;
    const found: NumberedEvent[] = [];
    for (let wanted = seq + 1; wanted <= this.last; wanted += 1) {
      const event = this.events[wanted % this.capacity];
      if (event?.seq !== wanted) return undefined;
      found.push(event);
    }
    return found;
  }
}
