import { DomainError, type FieldError } from '../platform/http/index.js';
import type { ConfigFault } from './versions/layer.dto.js';

export const configNameTaken = (): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_NAME_TAKEN',
    'This project already has a configuration file of this name, perhaps an archived one: restore that, or choose another name.',
  );

export const archivedProject = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', 'This project is archived. Restore it first.');

export const archivedConfig = (): DomainError =>
  new DomainError('conflict', 'CONFIG_ARCHIVED', 'This configuration file is archived. Restore it first.');

export const configInUse = (environments: readonly string[]): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_IN_USE',
    `It is in use in ${environments.join(', ')}: delete it there first, which is a release.`,
    { facts: { environments } },
  );

/** Of the settings of a file. */
export const staleConfig = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_CHANGED',
    'Somebody else changed this configuration file meanwhile. Read it again and repeat your change.',
    { facts: { revision } },
  );

/** Of the text of a layer. */
export const layerChanged = (facts: {
  readonly version: number;
  readonly authorName: string | null;
  readonly createdAt: string | null;
}): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_CHANGED',
    `Version ${facts.version} was saved meanwhile. Merge with it, then save with its number.`,
    { facts },
  );

/** @param field what of the request has the text */
export const faultyText = (faults: readonly ConfigFault[], field = 'text'): DomainError =>
  new DomainError('invalid', 'VALIDATION_FAILED', 'The text can not be kept as it is.', {
    errors: faults.map((fault): FieldError => ({
      field,
      code: `faulty_${fault.of}`,
      message: inWords(fault),
    })),
    facts: { faults },
  });

export function inWords({ line, column, message, environment }: ConfigFault): string {
  const where = environment === null ? '' : ` (in ${environment})`;
  return `line ${line}, column ${column}${where}: ${message}`;
}

export const secretInUse = (files: readonly string[]): DomainError =>
  new DomainError(
    'conflict',
    'SECRET_IN_USE',
    `${files.join(', ')} would have no value for it any more. Take the reference out there, or set another value first.`,
    { facts: { files } },
  );
