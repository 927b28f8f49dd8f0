import type { Budget } from './budget.js';
import { UnfitPattern, partsOf, type PatternPart } from './pattern-parts.js';

type Step =
  | { readonly kind: 'character'; readonly isOne: (character: string) => boolean }
  | { readonly kind: 'edge'; readonly sign: '^' | '$' | '\\b' | '\\B' }
  | { readonly kind: 'fork'; readonly to: number[] }
  | { readonly kind: 'end' };

const MOST_STEPS = 2_000;

/**
 * A regular expression that follows all its ways through a text at once, so that the time grows by the length of both, never
 * by more. It says what `new RegExp(pattern, 'u').test` says.
 */
export class LinearPattern {
  private readonly steps: Step[] = [];
  /** At which character each step was reached last. */
  private seenAt: number[] = [];

  /** @throws UnfitPattern */
  constructor(
    private readonly pattern: string,
    private readonly budget: Budget,
  ) {
    this.add(partsOf(pattern));
    this.push({ kind: 'end' });
  }

  /** @throws Exhausted */
  test(text: string): boolean {
    const characters = [...text];
    this.seenAt = [];
    let entered: number[] = [];
    for (let at = 0; at <= characters.length; at++) {
      // A match may begin anywhere.
      entered.push(0);
      const waiting = this.follow(entered, characters[at - 1] ?? '', characters[at] ?? '', at);
      if (!waiting) return true;
      entered = [];
      const character = characters[at];
      if (character === undefined) continue;
      for (const index of waiting) {
        const step = this.steps[index];
        if (step?.kind === 'character' && step.isOne(character)) entered.push(index + 1);
      }
    }
    return false;
  }

  /** By it the library tells patterns apart. */
  toString(): string {
    return `linear ${this.pattern}`;
  }

  /** The steps that wait for a character; null at the end of the pattern. */
  private follow(entered: number[], before: string, after: string, at: number): readonly number[] | null {
    const waiting: number[] = [];
    let spent = 0;
    for (let index = entered.pop(); index !== undefined; index = entered.pop()) {
      if (this.seenAt[index] === at) continue;
      this.seenAt[index] = at;
      spent += 1;
      const step = this.steps[index];
      if (step?.kind === 'end') return null;
      if (step?.kind === 'character') waiting.push(index);
      if (step?.kind === 'fork') for (const to of step.to) entered.push(to);
      if (step?.kind === 'edge' && holds(step.sign, before, after)) entered.push(index + 1);
    }
    this.budget.spend(spent);
    return waiting;
  }

  private add(part: PatternPart): void {
    if (part.kind === 'character') this.push({ kind: 'character', isOne: oneOf(part.source) });
    else if (part.kind === 'edge') this.push(part);
    else if (part.kind === 'sequence') for (const each of part.parts) this.add(each);
    else if (part.kind === 'choice') this.addChoice(part.options);
    else this.addRepeat(part);
  }

  private addChoice(options: readonly PatternPart[]): void {
    const leave: number[][] = [];
    const enter = this.push({ kind: 'fork', to: [] });
    for (const option of options) {
      enter.push(this.steps.length);
      this.add(option);
      leave.push(this.push({ kind: 'fork', to: [] }));
    }
    for (const to of leave) to.push(this.steps.length);
  }

  private addRepeat({ part, least, most }: Extract<PatternPart, { kind: 'repeat' }>): void {
    for (let count = 0; count < least; count++) this.add(part);
    if (most === Infinity) {
      const start = this.steps.length;
      const fork = this.push({ kind: 'fork', to: [start + 1] });
      this.add(part);
      this.push({ kind: 'fork', to: [start] });
      fork.push(this.steps.length);
      return;
    }
    const leave: number[][] = [];
    for (let count = least; count < most; count++) {
      leave.push(this.push({ kind: 'fork', to: [this.steps.length + 1] }));
      this.add(part);
    }
    for (const to of leave) to.push(this.steps.length);
  }

  /** Gives where a fork leads, to add to it. */
  private push(step: Step): number[] {
    if (this.steps.length >= MOST_STEPS) throw new UnfitPattern('it repeats too much');
    this.steps.push(step);
    return step.kind === 'fork' ? step.to : [];
  }
}

function oneOf(source: string): (character: string) => boolean {
  const pattern = new RegExp(`^${source}$`, 'u');
  const known = new Map<string, boolean>();
  return (character) => {
    const answer = known.get(character) ?? pattern.test(character);
    known.set(character, answer);
    return answer;
  };
}

function holds(sign: '^' | '$' | '\\b' | '\\B', before: string, after: string): boolean {
  if (sign === '^') return before === '';
  if (sign === '$') return after === '';
  const isBoundary = /\w/.test(before) !== /\w/.test(after);
  return isBoundary === (sign === '\\b');
}
