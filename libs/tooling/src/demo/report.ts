import type { Sighting } from '../fleet/witness.js';

export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  readonly seconds: number;
  /** What was seen, in words. */
  readonly seen: string;
}

export interface DemoResult {
  readonly ok: boolean;
  readonly steps: readonly StepResult[];
  readonly hosts: readonly (Sighting & { readonly version: string })[];
}

type Print = (line: string) => void;

/** Runs the steps one after the other, tells each, and stops at the first that was not observed. */
export class Story {
  private readonly results: StepResult[] = [];

  constructor(
    private readonly print: Print,
    private readonly interrupted: AbortSignal,
  ) {}

  async step(step: string, act: () => Promise<string>): Promise<void> {
    if (this.interrupted.aborted) throw new NotObservedError(step);
    const began = Date.now();
    const secondsSoFar = (): number => Math.round((Date.now() - began) / 100) / 10;
    try {
      const seen = await act();
      this.add({ step, ok: true, seconds: secondsSoFar(), seen });
    } catch (error) {
      const seen = error instanceof Error ? error.message : String(error);
      this.add({ step, ok: false, seconds: secondsSoFar(), seen });
      throw new NotObservedError(step);
    }
  }

  get steps(): readonly StepResult[] {
    return this.results;
  }

  get isWholeTrue(): boolean {
    return this.results.length > 0 && this.results.every(({ ok }) => ok);
  }

  private add(result: StepResult): void {
    this.results.push(result);
    this.print(`${result.ok ? '✓' : '✗'} ${result.step} (${result.seconds.toFixed(1)} s): ${result.seen}`);
  }
}

export class NotObservedError extends Error {
  constructor(step: string) {
    super(`Not observed: ${step}`);
  }
}

export function printTable(print: Print, { hosts, steps }: DemoResult): void {
  print('');
  print(row('host', 'runs', 'pid', 'answers HTTP', 'sha256 of the running program'));
  for (const host of hosts) {
    const { version, pid, answers, sha256 } = host;
    print(row(host.host, version, String(pid ?? '-'), answers ? 'yes' : 'no', sha256?.slice(0, 24) ?? '-'));
  }
  const observed = steps.filter(({ ok }) => ok).length;
  print('');
  print(`${observed} of ${steps.length} steps observed`);
}

function row(...cells: readonly [string, string, string, string, string]): string {
  const [host, version, pid, answers, sha256] = cells;
  return [host.padEnd(14), version.padEnd(10), pid.padEnd(9), answers.padEnd(14), sha256].join('');
}
