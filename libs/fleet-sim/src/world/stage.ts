import type { Answer, Call } from '../console/console.js';
import type { Chance } from '../chance.js';

/** A call that the world makes, and what it does with the answer. */
export interface Pending {
  readonly call: Call;
  take(answer: Answer): void;
}

export type Act = () => Pending | undefined;

/** What everything that lives in the world may use. */
export interface Stage {
  readonly now: number;
  readonly chance: Chance;
  later(delayMs: number, act: Act): void;
  hit(name: string): void;
}
