import type { Answer, Call } from '../console/console.js';
import type { Chance } from '../chance.js';
import type { Stage } from './stage.js';

export type OrderCall = Extract<Call, { kind: 'order' }>;

/** As long as a client waits for an answer that was lost before it asks again, and again. */
const LONGEST_WAIT_MS = 20_000;

/** Half of the orders come with a key; of some the answer is lost, so they are sent again, and some keys are used twice. */
export class Letters {
  private count = 0;

  constructor(
    private readonly chance: Chance,
    private readonly stage: Stage,
    private readonly hear: (answer: Answer) => void,
  ) {}

  newKey(): string | null {
    this.count += 1;
    return this.chance.is(0.5) ? `key-${this.count}` : null;
  }

  sendAgain(call: OrderCall): void {
    if (call.key === null) return;
    if (this.chance.is(0.25)) this.send(call);
    if (this.chance.is(0.05)) this.send({ ...call, order: call.order === 'pause' ? 'resume' : 'pause' });
  }

  private send(call: OrderCall): void {
    this.stage.later(this.chance.int(1, LONGEST_WAIT_MS), () => ({ call, take: this.hear }));
  }
}
