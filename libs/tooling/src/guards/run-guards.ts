import { ALL_GUARDS } from './all-guards.js';
import { takenOut, type Guard } from './guard.js';
import { GuardedCopy } from './guarded-copy.js';

export interface GuardResult {
  readonly id: string;
  readonly guards: string;
  readonly file: string;
  readonly verdict: 'red' | 'green_without_it' | 'red_with_it';
  /** The test that failed, or why there is none. */
  readonly how: string;
  readonly seconds: number;
}

/**
 * Takes each guard out in turn and runs its test, which must pass with it and fail without.
 * @param only those whose id or file has this in it; null for all
 */
export async function runGuards(
  print: (line: string) => void,
  only: string | null,
  ended: AbortSignal,
): Promise<readonly GuardResult[]> {
  const wanted = ALL_GUARDS.filter(({ id, file }) => only === null || id === only || file.includes(only));
  print(`${wanted.length} guards, each with its test and without`);
  const copy = new GuardedCopy();
  const results: GuardResult[] = [];
  try {
    for (const guard of wanted) {
      if (ended.aborted) break;
      const result = await judge(copy, guard);
      results.push(result);
      print(`${guard.id} ${WORDS[result.verdict]} in ${result.seconds} s: ${guard.guards} (${result.how})`);
    }
  } finally {
    copy.remove();
  }
  return results;
}

const WORDS: Readonly<Record<GuardResult['verdict'], string>> = {
  red: 'goes red',
  green_without_it: 'STAYS GREEN without its guard',
  red_with_it: 'FAILS with its guard',
};

async function judge(copy: GuardedCopy, guard: Guard): Promise<GuardResult> {
  const began = Date.now();
  const { id, guards, file } = guard;
  const answer = (verdict: GuardResult['verdict'], how: string): GuardResult => {
    const seconds = Math.round((Date.now() - began) / 1_000);
    return { id, guards, file, verdict, how, seconds };
  };
  const before = await copy.run(guard.spec, guard.test);
  if (before.failed > 0 || before.passed === 0) return answer('red_with_it', before.text);
  const source = copy.read(file);
  copy.write(file, takenOut(guard, source));
  const after = await copy.run(guard.spec, guard.test);
  copy.write(file, source);
  return after.failed > 0 ? answer('red', after.text) : answer('green_without_it', after.text);
}
