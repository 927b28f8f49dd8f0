import { DomainError, invalidField } from '../platform/http/index.js';

export const notProven = (): DomainError =>
  new DomainError('unauthenticated', 'WEBHOOK_NOT_PROVEN', {
    en: 'There is no such source, or this call does not prove that it comes from it. The audit log of the project says what is wrong with it.',
    zh: '来源不存在，或此通知无法证明来自该来源，原因见项目的审计日志。',
  });

export const sourceNameTaken = (): DomainError =>
  new DomainError('conflict', 'CI_SOURCE_NAME_TAKEN', {
    en: 'This project already has a source of this name.',
    zh: '该项目已有同名来源。',
  });

export const archivedProject = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', {
    en: 'This project is archived. Restore it first.',
    zh: '项目已归档，请先恢复。',
  });

export const staleSource = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'CI_SOURCE_CHANGED',
    {
      en: 'Somebody else changed this source meanwhile. Read it again and repeat your change.',
      zh: '期间有人修改过此来源，请重新查看后再更改。',
    },
    { facts: { revision } },
  );

export const staleRule = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'CI_RULE_CHANGED',
    {
      en: 'Somebody else changed this rule meanwhile. Read it again and repeat your change.',
      zh: '期间有人修改过此规则，请重新查看后再更改。',
    },
    { facts: { revision } },
  );

export const bodyGone = (): DomainError =>
  new DomainError('conflict', 'CI_BODY_GONE', {
    en: 'The body of this call is kept no more, so it can not be looked at again.',
    zh: '此通知的内容已不再保留，因此无法重新处理。',
  });

export const conflictingDelivery = (): DomainError =>
  new DomainError('conflict', 'CI_DELIVERY_CONFLICT', {
    en: 'Another call came first with the id of this one, so it has no effect. Look at what sends both.',
    zh: '已有另一条通知先使用了此 ID，因此这一条不产生影响。请检查是什么发送了两者。',
  });

export const badBaseUrl = (): DomainError =>
  invalidField('baseUrl', 'not_a_base_url', {
    en: 'A base URL begins with http:// or https:// and has no user name, query or fragment.',
    zh: '基础地址以 http:// 或 https:// 开头，不含用户名、查询参数或片段。',
  });
