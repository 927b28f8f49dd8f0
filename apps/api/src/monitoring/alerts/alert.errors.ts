import { DomainError } from '../../platform/http/index.js';

export const MOST_RULES = 200;
export const MOST_SILENCES = 200;

export const ruleNameTaken = (): DomainError =>
  new DomainError(
    'conflict',
    'ALERT_RULE_NAME_TAKEN',
    'This project already has an alert rule with this name. Choose another.',
  );

export const tooManyRules = (): DomainError =>
  new DomainError(
    'conflict',
    'TOO_MANY_ALERT_RULES',
    `A project has at most ${MOST_RULES} alert rules. Delete one that nobody needs.`,
    { facts: { most: MOST_RULES } },
  );

export const staleRule = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'STALE_REVISION',
    'Somebody else changed this alert rule meanwhile. Read it again and repeat your change.',
    { facts: { revision } },
  );

export const archivedProject = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', 'This project is archived. Restore it first.');

export const notFiring = (): DomainError =>
  new DomainError(
    'conflict',
    'ALERT_NOT_FIRING',
    'This alert does not fire, so there is nothing to take on.',
  );

export const tooManySilences = (): DomainError =>
  new DomainError(
    'conflict',
    'TOO_MANY_SILENCES',
    `A project has at most ${MOST_SILENCES} silences that are not over. End one first.`,
    { facts: { most: MOST_SILENCES } },
  );

export const silenceOver = (): DomainError =>
  new DomainError('conflict', 'SILENCE_OVER', 'This silence is over already.');
