import { DomainError, invalidField } from '../platform/http/index.js';

export const notProven = (): DomainError =>
  new DomainError(
    'unauthenticated',
    'WEBHOOK_NOT_PROVEN',
    'There is no such source, or this call does not prove that it comes from it. The audit log of the project says what is wrong with it.',
  );

export const sourceNameTaken = (): DomainError =>
  new DomainError('conflict', 'CI_SOURCE_NAME_TAKEN', 'This project already has a source of this name.');

export const archivedProject = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', 'This project is archived. Restore it first.');

export const staleSource = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'CI_SOURCE_CHANGED',
    'Somebody else changed this source meanwhile. Read it again and repeat your change.',
    { facts: { revision } },
  );

export const staleRule = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'CI_RULE_CHANGED',
    'Somebody else changed this rule meanwhile. Read it again and repeat your change.',
    { facts: { revision } },
  );

export const bodyGone = (): DomainError =>
  new DomainError(
    'conflict',
    'CI_BODY_GONE',
    'The body of this call is kept no more, so it can not be looked at again.',
  );

export const conflictingDelivery = (): DomainError =>
  new DomainError(
    'conflict',
    'CI_DELIVERY_CONFLICT',
    'Another call came first with the id of this one, so it has no effect. Look at what sends both.',
  );

export const badBaseUrl = (): DomainError =>
  invalidField(
    'baseUrl',
    'not_a_base_url',
    'A base URL begins with http:// or https:// and has no user name, query or fragment.',
  );
