import type { AlertFacts, AlertKey } from '../observing/observation.js';
import type { AlertCourse } from '../rules/alert-course.js';
import type { AlertCondition, Severity } from '../rules/condition.js';
import type { Told } from '../rules/telling.js';

/** With what its rule was when it began. Times are milliseconds since 1970. */
export interface OpenAlert extends AlertKey, AlertCourse, Told {
  readonly projectId: string;
  readonly ruleName: string;
  readonly severity: Severity;
  readonly condition: AlertCondition;
  /** What it was last while the condition held. */
  readonly value: number | null;
  /** What it was last at all. */
  readonly lastValue: number | null;
  readonly facts: AlertFacts;
}

export interface StoredAlert extends OpenAlert {
  readonly id: string;
}

export interface AlertNews {
  readonly alertId: string;
  readonly kind: 'fired' | 'resolved';
  readonly value: number | null;
}
