import type { AskedCheck, Missing, Outcome } from './check.js';
import { without } from './missing.js';

/** What a system outside answered at one moment. */
export interface Answer {
  /** In seconds since 1970. */
  readonly at: number;
  /**
   * promql: the value of the new version's nodes. alerts: how many began to fire since the release was deployed. Null where
   * there was none.
   */
  readonly canary: number | null;
  /** promql: the value of the others. alerts: how many fired before already. Null where there was none, or nobody asked. */
  readonly baseline: number | null;
  /** Why there is no value, or the names of the alerts. */
  readonly note: string | null;
}

/** One bad answer may be a hiccup, of the program or of who counts; three in less than a minute are none. */
const LOOKED_AT = 5;
const WORSE_TO_FAIL = 3;
const KNOWN_TO_PASS = 3;
/** How often it is asked. */
export const ASKED_EVERY_SECONDS = 10;
/** What was answered before that is no answer any more. */
const STALE_SECONDS = 60;

/** The same answers at the same moment always come to the same. */
export function judgeAnswers(check: AskedCheck, answers: readonly Answer[], now: number): Outcome {
  const fresh = answers.filter(({ at }) => at > now - STALE_SECONDS).slice(-LOOKED_AT);
  return check.kind === 'alerts' ? judgeAlerts(check, fresh) : judgeValues(check, fresh);
}

/** Whether one answer is beyond what is allowed; null where it says nothing. */
export function isWorse(
  check: Extract<AskedCheck, { readonly kind: 'promql' }>,
  { canary, baseline }: Pick<Answer, 'canary' | 'baseline'>,
): boolean | null {
  if (canary === null) return null;
  if ('max' in check) return canary > check.max;
  if ('min' in check) return canary < check.min;
  return baseline === null ? null : canary > baseline + Math.abs(baseline) * check.minIncrease;
}

function judgeValues(
  check: Extract<AskedCheck, { readonly kind: 'promql' }>,
  fresh: readonly Answer[],
): Outcome {
  const known = fresh.filter((answer) => isWorse(check, answer) !== null);
  const worse = known.filter((answer) => isWorse(check, answer)).length;
  const outcome = {
    ...outcomeOf(check, known.at(-1)),
    answers: { worse, of: known.length, note: fresh.at(-1)?.note ?? null },
  };
  if (worse >= WORSE_TO_FAIL) return { ...outcome, state: 'bad', missing: null };
  if (known.length >= KNOWN_TO_PASS) return { ...outcome, state: 'good', missing: null };
  return { ...outcome, state: 'unknown', missing: missingOf(known.length) };
}

function judgeAlerts(
  check: Extract<AskedCheck, { readonly kind: 'alerts' }>,
  fresh: readonly Answer[],
): Outcome {
  const last = fresh.at(-1);
  const known = last?.canary === null ? undefined : last;
  const [since, before] = [known?.canary ?? 0, known?.baseline ?? 0];
  const outcome = {
    ...outcomeOf(check, known),
    answers: { worse: since, of: since + before, note: last?.note ?? null },
  };
  if (since > 0) return { ...outcome, state: 'bad', missing: null };
  if (!known) return { ...outcome, state: 'unknown', missing: missingOf(0) };
  if (before > 0) return { ...outcome, state: 'unknown', missing: without('quiet_alerts') };
  return { ...outcome, state: 'good', missing: null };
}

function outcomeOf(check: AskedCheck, last: Answer | undefined): Omit<Outcome, 'state' | 'missing'> {
  return {
    check,
    canary: last?.canary ?? null,
    baseline: last?.baseline ?? null,
    requests: { canary: 0, baseline: 0 },
    pValue: 1,
    dispersion: null,
    usualTimes: 1,
  };
}

function missingOf(known: number): Missing {
  const secondsLeft = known === 0 ? null : (KNOWN_TO_PASS - known) * ASKED_EVERY_SECONDS;
  return { what: 'answers', requestsNeeded: null, secondsLeft };
}
