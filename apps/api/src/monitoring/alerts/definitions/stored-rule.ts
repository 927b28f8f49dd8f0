import type { AlertCondition, ConditionKind, Severity } from '../rules/condition.js';

/** What is looked at: a rule, or one that somebody thinks of making. */
export interface WatchedRule {
  readonly id: string;
  readonly projectId: string;
  /** Null: each environment by itself. */
  readonly environmentId: string | null;
  /** Null: all bins. */
  readonly binId: string | null;
  readonly condition: AlertCondition;
}

export interface StoredRule extends WatchedRule {
  readonly name: string;
  readonly severity: Severity;
  readonly isEnabled: boolean;
  readonly revision: number;
  readonly changedByName: string;
  readonly changedAt: Date;
}

/** Those of one kind, whose condition then is of that kind. */
export function ofKind<K extends ConditionKind>(
  rules: readonly WatchedRule[],
  kind: K,
): readonly (WatchedRule & { readonly condition: Extract<AlertCondition, { kind: K }> })[] {
  return rules.filter(
    (rule): rule is WatchedRule & { readonly condition: Extract<AlertCondition, { kind: K }> } =>
      rule.condition.kind === kind,
  );
}
