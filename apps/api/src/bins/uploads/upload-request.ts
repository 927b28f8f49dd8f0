import { invalidField } from '../../platform/http/index.js';
import type { ArtifactKind } from '../artifact.entity.js';
import { archWord, BIN_NAME, isFileName, SHA256, VERSION_NAME } from '../bin-names.js';
import { artifactTooLarge, badName } from '../bin.errors.js';

export interface UploadAddress {
  readonly name: string;
  readonly version: string;
  readonly arch: string;
}

export interface UploadFacts {
  readonly checksumHeader?: string | undefined;
  readonly checksumQuery?: string | undefined;
  readonly fileName?: string | undefined;
  readonly contentLength?: string | undefined;
  readonly kind?: ArtifactKind | undefined;
}

export interface UploadPlan extends UploadAddress {
  readonly declaredSha256: string | undefined;
  readonly declaredBytes: number | undefined;
  readonly fileName: string;
  readonly kind: ArtifactKind;
}

/** Everything that can be refused before a byte of the body is read. */
export function planUpload(address: UploadAddress, facts: UploadFacts, maxBytes: number): UploadPlan {
  const arch = archWord(address.arch);
  if (!BIN_NAME.test(address.name))
    throw badName('name', 'A bin name has lower-case letters, digits and . _ - and at most 63 characters.');
  if (!VERSION_NAME.test(address.version))
    throw badName('version', 'A version has letters, digits and . _ + - and at most 100 characters.');
  if (!arch) throw badName('arch', 'An architecture is one word such as amd64, arm64 or any.');
  const fileName = facts.fileName ?? address.name;
  if (!isFileName(fileName))
    throw badName(
      'fileName',
      'A file name has no slashes, colons or control characters and at most 200 characters.',
    );
  const declaredBytes = facts.contentLength === undefined ? undefined : Number(facts.contentLength);
  if (declaredBytes !== undefined && declaredBytes > maxBytes) throw artifactTooLarge(maxBytes);
  return {
    name: address.name,
    version: address.version,
    arch,
    fileName,
    kind: facts.kind ?? 'file',
    declaredBytes,
    declaredSha256: declaredSha256(facts),
  };
}

function declaredSha256({ checksumHeader, checksumQuery }: UploadFacts): string | undefined {
  const [first, second = first] = [checksumHeader, checksumQuery]
    .filter((text) => text !== undefined)
    .map((text) => text.trim().toLowerCase());
  if (first === undefined) return undefined;
  if (!SHA256.test(first) || first !== second) {
    throw invalidField(
      'sha256',
      'not_a_sha256',
      'A sha256 is 64 hexadecimal digits, the same in X-Checksum-Sha256 and ?sha256= when both are given.',
    );
  }
  return first;
}
