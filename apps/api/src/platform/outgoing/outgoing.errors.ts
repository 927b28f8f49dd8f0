import { DomainError } from '../http/index.js';

/** Nothing of the address: what a name stands for in the own network is nobody's business. */
export const outgoingRefused = (host: string): DomainError =>
  new DomainError(
    'unprocessable',
    'OUTGOING_REFUSED',
    `This console does not connect to ${host}: it is not in the public network. An administrator can allow it by OUTGOING_ALLOW.`,
    { facts: { host } },
  );

export const outgoingUrl = (what: string): DomainError =>
  new DomainError(
    'unprocessable',
    'OUTGOING_URL',
    `The address is not one that this console calls: ${what}. Give an http or https URL without a user name.`,
  );

export const outgoingFailed = (host: string, why: string): DomainError =>
  new DomainError('unavailable', 'OUTGOING_FAILED', `${host} did not answer as it should: ${why}.`, {
    facts: { host },
  });
