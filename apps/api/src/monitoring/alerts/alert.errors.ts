import { DomainError } from '../../platform/http/index.js';

export const MOST_RULES = 200;
export const MOST_SILENCES = 200;

export const ruleNameTaken = (): DomainError =>
  new DomainError('conflict', 'ALERT_RULE_NAME_TAKEN', {
    en: 'This project already has an alert rule with this name. Choose another.',
    zh: '该项目已有同名的告警规则。请换一个名称。',
  });

export const tooManyRules = (): DomainError =>
  new DomainError(
    'conflict',
    'TOO_MANY_ALERT_RULES',
    {
      en: `A project has at most ${MOST_RULES} alert rules. Delete one that nobody needs.`,
      zh: `一个项目最多 ${MOST_RULES} 条告警规则。请先删除不再需要的规则。`,
    },
    { facts: { most: MOST_RULES } },
  );

export const staleRule = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'STALE_REVISION',
    {
      en: 'Somebody else changed this alert rule meanwhile. Read it again and repeat your change.',
      zh: '期间有人修改了此告警规则。请重新读取，再作修改。',
    },
    { facts: { revision } },
  );

export const archivedProject = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', {
    en: 'This project is archived. Restore it first.',
    zh: '项目已归档，请先恢复。',
  });

export const notFiring = (): DomainError =>
  new DomainError('conflict', 'ALERT_NOT_FIRING', {
    en: 'This alert does not fire, so there is nothing to take on.',
    zh: '此告警没有触发，无需处理。',
  });

export const tooManySilences = (): DomainError =>
  new DomainError(
    'conflict',
    'TOO_MANY_SILENCES',
    {
      en: `A project has at most ${MOST_SILENCES} silences that are not over. End one first.`,
      zh: `一个项目最多 ${MOST_SILENCES} 个未结束的静默。请先结束一个。`,
    },
    { facts: { most: MOST_SILENCES } },
  );

export const silenceOver = (): DomainError =>
  new DomainError('conflict', 'SILENCE_OVER', {
    en: 'This silence is over already.',
    zh: '此静默已经结束。',
  });
