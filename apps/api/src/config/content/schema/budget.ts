/** More of them within each other than any file is deep; far more would end the process, not only the check. */
const MOST_DEPTH = 400;

/** What following a reference costs: it may leave faults behind, and so is dearer than a step within a pattern. */
const REFERENCE_STEPS = 20;

/** How much work one check may make; schemas and patterns can ask for more than anybody waits for. */
export class Budget {
  private depth = 0;

  constructor(private left: number) {}

  /** @throws Exhausted */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new Exhausted('checking the file against the schema takes too long');
  }

  /** @throws Exhausted */
  enter(): void {
    this.spend(REFERENCE_STEPS);
    this.depth += 1;
    if (this.depth > MOST_DEPTH) throw new Exhausted('the references of the schema go round in circles');
  }

  leave(): void {
    this.depth -= 1;
  }
}

export class Exhausted extends Error {}
