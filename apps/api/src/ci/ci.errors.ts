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

export const notAskable = (what: string): DomainError =>
  new DomainError('conflict', 'CI_NOT_ASKABLE', `The console can not ask this source: ${what}.`);

export const resting = (until: Date, error: string | null): DomainError =>
  new DomainError(
    'unavailable',
    'CI_SOURCE_RESTING',
    `This source did not answer several times (${error ?? 'no answer'}), so it is left alone until ${until.toISOString()}.`,
    { facts: { until: until.toISOString() } },
  );

export const outsideBase = (): DomainError =>
  new DomainError(
    'unprocessable',
    'CI_URL_OUTSIDE',
    'The file is not below the base URL of its source, so it is not fetched.',
  );

export const badAnswer = (host: string, what: string): DomainError =>
  new DomainError('unavailable', 'CI_SOURCE_FAILED', `${host} did not answer as it should: ${what}.`);

export const refusedAnswer = (host: string, status: number): DomainError =>
  new DomainError(
    'unprocessable',
    'CI_SOURCE_REFUSED',
    `${host} answered ${status}. ${REFUSALS[status] ?? 'Look at the user name and token of the source.'}`,
    { facts: { status } },
  );

export const GONE = 410;

const REFUSALS: Readonly<Record<number, string>> = {
  404: 'There is no such thing, or the token of the source may not see it.',
  [GONE]: 'The file is kept no longer; run the build again.',
};

export const digestDiffers = (of: 'build' | 'fingerprint'): DomainError =>
  new DomainError(
    'unprocessable',
    'CI_DIGEST_DIFFERS',
    `The file has another digest than the ${of} says. Nothing was kept: look at who could have changed it.`,
  );

export const editorMayNot = (permission: string): DomainError =>
  new DomainError(
    'forbidden',
    'CI_EDITOR_MAY_NOT',
    `Who last edited the rule may not do this any more ("${permission}"). Somebody who may has to save the rule.`,
    { facts: { permission } },
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
