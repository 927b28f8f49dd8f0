import { DomainError, type FieldError } from '../platform/http/index.js';

export const MOST_CHANNELS = 100;

export const channelNameTaken = (): DomainError =>
  new DomainError(
    'conflict',
    'CHANNEL_NAME_TAKEN',
    'There is already a channel with this name. Choose another.',
  );

export const tooManyChannels = (): DomainError =>
  new DomainError(
    'conflict',
    'TOO_MANY_CHANNELS',
    `A project has at most ${MOST_CHANNELS} channels. Delete one that nobody needs.`,
    { facts: { most: MOST_CHANNELS } },
  );

export const staleChannel = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'STALE_REVISION',
    'Somebody else changed this meanwhile. Read it again and repeat your change.',
    { facts: { revision } },
  );

export const archivedProject = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', 'This project is archived. Restore it first.');

export const channelBusy = (retryAfterSeconds: number): DomainError =>
  new DomainError(
    'too_many',
    'CHANNEL_BUSY',
    `Its robot may not be asked more often. Try again in ${retryAfterSeconds} s.`,
    { facts: { retryAfterSeconds } },
  );

export const wrongFields = (errors: readonly FieldError[]): DomainError =>
  new DomainError('invalid', 'VALIDATION_FAILED', 'The request has faults; each is named under errors.', {
    errors,
  });
