import { DomainError, invalidField } from '../platform/http/index.js';

export const binNameTaken = (): DomainError =>
  new DomainError(
    'conflict',
    'BIN_NAME_TAKEN',
    'There is already a bin of this name, perhaps in another project. Names are unique everywhere.',
  );

export const binProjectArchived = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', 'The project of this bin is archived. Restore it first.');

export const otherBytes = (sha256: string): DomainError =>
  new DomainError(
    'conflict',
    'VERSION_HAS_OTHER_BYTES',
    'This version already has other bytes for this architecture. Give the new build a new version.',
    {
      facts: { sha256 },
    },
  );

export const otherKind = (kind: string): DomainError =>
  new DomainError(
    'conflict',
    'VERSION_HAS_OTHER_KIND',
    'This version already has these bytes as another kind. Give the new build a new version.',
    { facts: { kind } },
  );

export const versionWithdrawn = (): DomainError =>
  new DomainError(
    'conflict',
    'VERSION_WITHDRAWN',
    'This version was withdrawn and takes no more files. Give the new build a new version.',
  );

export const artifactTooLarge = (maxBytes: number): DomainError =>
  new DomainError(
    'too_large',
    'ARTIFACT_TOO_LARGE',
    `The file is larger than this console takes (${maxBytes} bytes). MAX_ARTIFACT_BYTES sets the limit.`,
    {
      facts: { maxBytes },
    },
  );

export const emptyArtifact = (): DomainError =>
  new DomainError(
    'invalid',
    'ARTIFACT_EMPTY',
    'The body was empty. Send the file itself as the body, for example with curl -T.',
  );

export const incompleteArtifact = (): DomainError =>
  new DomainError(
    'invalid',
    'ARTIFACT_INCOMPLETE',
    'The file did not arrive whole. Nothing was kept; send it again.',
  );

export const checksumMismatch = (declared: string, sha256: string): DomainError =>
  new DomainError(
    'unprocessable',
    'CHECKSUM_MISMATCH',
    'The bytes that arrived have another sha256 than the one given. Nothing was kept; send them again.',
    {
      facts: { declared, sha256 },
    },
  );

export const noSpace = (): DomainError =>
  new DomainError('no_space', 'NO_SPACE', 'The artifact store has no space left. Nothing was kept.');

export const artifactDamaged = (): DomainError =>
  new DomainError(
    'gone',
    'ARTIFACT_DAMAGED',
    'The stored file is missing or no longer what was uploaded, so it is not served. Upload the same file again to repair it.',
  );

export const severalArtifacts = (arches: readonly string[]): DomainError =>
  new DomainError(
    'conflict',
    'SEVERAL_ARTIFACTS',
    'This name stands for several files. Say which by ?arch= or ask for one by its sha256.',
    { facts: { arches } },
  );

export const isConfigFile = (): DomainError =>
  new DomainError(
    'conflict',
    'BIN_IS_CONFIG',
    'This is a configuration file: its texts are saved, published and read under /configs, not as files.',
  );

export const badName = (field: string, rule: string): DomainError => invalidField(field, 'not_a_name', rule);

export const rangeOutside = (sizeBytes: number): DomainError =>
  new DomainError(
    'bad_range',
    'RANGE_OUTSIDE',
    `The file has ${sizeBytes} bytes; none of them is in the range.`,
    {
      facts: { sizeBytes },
    },
  );

export const fileChanged = (): DomainError =>
  new DomainError('precondition_failed', 'OTHER_FILE', 'The file is not the one that If-Match names.');
