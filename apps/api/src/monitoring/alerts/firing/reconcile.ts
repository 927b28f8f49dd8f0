import { isFinal } from '@release-console/rollout-core';
import type { StoredRule } from '../definitions/stored-rule.js';
import { keyOf, type Observation } from '../observing/observation.js';
import { endedCourse, nextCourse, type AlertCourse, type Ending, type Sight } from '../rules/alert-course.js';
import type { AlertCondition } from '../rules/condition.js';
import { silenceOf, type SilenceSpan } from '../rules/silence.js';
import { telling } from '../rules/telling.js';
import type { OpenAlert, StoredAlert } from './stored-alert.js';

export interface Looked {
  readonly rules: readonly StoredRule[];
  readonly observations: readonly Observation[];
  readonly open: readonly StoredAlert[];
  readonly silences: readonly SilenceSpan[];
  readonly now: number;
}

/** What becomes of one alert; no id: it begins, no alert: it leaves nothing. */
export interface AlertChange {
  readonly id: string | undefined;
  readonly alert: OpenAlert | undefined;
  readonly tells: 'fired' | 'resolved' | null;
  /** Whether anybody who looks at alerts sees more than another number. */
  readonly isNews: boolean;
  readonly projectId: string;
}

/** Figures and nodes that are right for a moment may be wrong again in the next; a status is what it is. */
const CALM_SECONDS: Readonly<Record<AlertCondition['kind'], number>> = { release: 0, nodes: 60, metric: 60 };

/** Puts what is seen beside what is known; only what changes is answered. */
export function reconcile({ rules, observations, open, silences, now }: Looked): readonly AlertChange[] {
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const seen = new Map(observations.map((observation) => [keyOf(observation), observation]));
  const known = new Map(open.map((alert) => [keyOf(alert), alert]));
  return [...new Set([...known.keys(), ...seen.keys()])].flatMap((key) => {
    const [before, observation] = [known.get(key), seen.get(key)];
    const rule = ruleOf.get((before ?? observation)?.ruleId ?? '');
    const course = rule
      ? coursed(rule, before, observation, now)
      : before && endedCourse(before, 'rule_changed', now);
    const after = course && alertOf(course, rule, before, observation);
    return changed(before, after, (alert) => silenceOf(alert, silences, now) !== undefined, now);
  });
}

/** All alerts of a rule end: it is another one now, or none. */
export function ended(open: readonly StoredAlert[], ending: Ending, now: number): readonly AlertChange[] {
  return open.flatMap((before) => {
    const course = endedCourse(before, ending, now);
    return changed(before, course && { ...before, ...course }, () => false, now);
  });
}

function coursed(
  { condition }: StoredRule,
  before: StoredAlert | undefined,
  observation: Observation | undefined,
  now: number,
): AlertCourse | undefined {
  const times = { forSeconds: condition.forSeconds, calmSeconds: CALM_SECONDS[condition.kind] };
  const next = nextCourse(before, observation?.sight ?? unseen(condition), times, now);
  const isTimeOver = next?.ending === 'recovered' && isFinal(before?.facts.status ?? 'draft');
  return next && isTimeOver ? { ...next, ending: 'time_over' } : next;
}

/** Of releases and nodes everything is known, so what is not among them is not so. */
function unseen({ kind }: AlertCondition): Sight {
  return { holds: kind === 'metric' ? null : false, since: null };
}

function alertOf(
  course: AlertCourse,
  rule: StoredRule | undefined,
  before: StoredAlert | undefined,
  observation: Observation | undefined,
): OpenAlert | undefined {
  const lastValue = observation?.value ?? before?.lastValue ?? null;
  if (before) {
    const held =
      observation?.sight.holds === true ? { value: observation.value, facts: observation.facts } : {};
    return { ...before, ...course, ...held, lastValue };
  }
  if (!rule || !observation) return undefined;
  const { ruleId, environmentId, releaseId, binId, value, facts } = observation;
  const { projectId, name: ruleName, severity, condition } = rule;
  const key = { ruleId, environmentId, releaseId, binId };
  const told = { firedToldAt: null, silencedSince: null };
  return { ...key, ...course, ...told, projectId, ruleName, severity, condition, value, facts, lastValue };
}

function changed(
  before: StoredAlert | undefined,
  after: OpenAlert | undefined,
  isSilenced: (alert: OpenAlert) => boolean,
  now: number,
): readonly AlertChange[] {
  if (!after) {
    if (!before) return [];
    return [{ id: before.id, alert: undefined, tells: null, isNews: true, projectId: before.projectId }];
  }
  const { tells, ...told } = telling(after.state, after, isSilenced(after), now);
  const alert = { ...after, ...told };
  if (before && SHOWN.every((part) => before[part] === alert[part]) && !isOtherNumber(before, alert))
    return [];
  const isNews = SHOWN.some((part) => before?.[part] !== alert[part]);
  return [{ id: before?.id, alert, tells, isNews, projectId: alert.projectId }];
}

const SHOWN = ['state', 'calmSince', 'staleSince', 'silencedSince', 'firedToldAt'] as const;

function isOtherNumber(before: OpenAlert, after: OpenAlert): boolean {
  const { value, lastValue, since, facts } = after;
  return (
    before.value !== value ||
    before.lastValue !== lastValue ||
    before.since !== since ||
    before.facts.total !== facts.total ||
    before.facts.status !== facts.status
  );
}
