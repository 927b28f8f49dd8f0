import { DomainError, invalidField, type LocalizedText } from '../../platform/http/index.js';

export const configChanged = (facts: Readonly<Record<string, unknown>>): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_CHANGED',
    'Somebody saved the file meanwhile. Look at what changed, then save or publish again.',
    { facts },
  );

export const configUnchanged = (facts: Readonly<Record<string, unknown>>): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_UNCHANGED',
    'The environment has this very text already, or a release that is under way brings it. Save a change first.',
    { facts },
  );

export const configWasBad = (version: number, why: LocalizedText | null): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_WAS_BAD',
    `This very text, version ${version}, was taken back here${why === null ? '' : `: ${why.en}`}. Change it, or say evenIfBad to publish it once more.`,
    { facts: { version: String(version), reason: why } },
  );

export const unknownEnvironment = (field: string): DomainError =>
  invalidField(field, 'unknown_environment', 'The project has no such environment.');

export const notPublished = (): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_NOT_PUBLISHED',
    'This environment has no such file. A file that no environment has can be archived.',
  );

export const nothingBefore = (): DomainError =>
  new DomainError(
    'conflict',
    'NOTHING_TO_ROLL_BACK_TO',
    'This environment had no other text of the file before.',
  );

export const severalProjects = (): DomainError =>
  invalidField('fileIds', 'several_projects', 'A release is of one project; name files of one.');

export const emptyText = (): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_EMPTY',
    'A file without a single character would be taken away from the nodes. Write something, or delete the file there.',
  );
