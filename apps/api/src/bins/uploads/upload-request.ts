import { invalidField } from '../../platform/http/index.js';
import type { ArtifactKind } from '../artifact.entity.js';
import { archWord, BIN_NAME, isFileName, SHA256, VERSION_NAME } from '../bin-names.js';
import type { NamedBuild } from './upload-witness.js';
import { artifactTooLarge, badName } from '../bin.errors.js';

export interface UploadAddress {
  readonly name: string;
  readonly version: string;
  readonly arch: string;
}

export interface UploadFacts {
  readonly checksumHeader?: string | undefined;
  readonly checksumQuery?: string | undefined;
  /** `Content-Digest` or `Repr-Digest` of RFC 9530. */
  readonly digestHeader?: string | undefined;
  readonly fileName?: string | undefined;
  readonly contentLength?: string | undefined;
  readonly kind?: ArtifactKind | undefined;
  readonly build?: NamedBuild | undefined;
}

export interface UploadPlan extends UploadAddress {
  readonly declaredSha256: string | undefined;
  readonly declaredBytes: number | undefined;
  readonly fileName: string;
  readonly kind: ArtifactKind;
  /** The one that is said to have made it. */
  readonly build: NamedBuild | undefined;
}

/** Everything that can be refused before a byte of the body is read. */
export function planUpload(address: UploadAddress, facts: UploadFacts, maxBytes: number): UploadPlan {
  const arch = archWord(address.arch);
  if (!BIN_NAME.test(address.name))
    throw badName('name', {
      en: 'A bin name has lower-case letters, digits and . _ - and at most 63 characters.',
      zh: '程序名可用小写字母、数字和 . _ -，最多 63 个字符。',
    });
  if (!VERSION_NAME.test(address.version))
    throw badName('version', {
      en: 'A version has letters, digits and . _ + - and at most 100 characters.',
      zh: '版本名可用字母、数字和 . _ + -，最多 100 个字符。',
    });
  if (!arch)
    throw badName('arch', {
      en: 'An architecture is one word such as amd64, arm64 or any.',
      zh: '架构是一个词，例如 amd64、arm64 或 any。',
    });
  const fileName = facts.fileName ?? address.name;
  if (!isFileName(fileName))
    throw badName('fileName', {
      en: 'A file name has no slashes, colons or control characters and at most 200 characters.',
      zh: '文件名不能含有斜杠、冒号或控制字符，最多 200 个字符。',
    });
  const declaredBytes = facts.contentLength === undefined ? undefined : Number(facts.contentLength);
  if (declaredBytes !== undefined && declaredBytes > maxBytes) throw artifactTooLarge(maxBytes);
  return {
    name: address.name,
    version: address.version,
    arch,
    fileName,
    kind: facts.kind ?? 'file',
    build: facts.build,
    declaredBytes,
    declaredSha256: declaredSha256(facts),
  };
}

function declaredSha256({ checksumHeader, checksumQuery, digestHeader }: UploadFacts): string | undefined {
  const declared = [checksumHeader, checksumQuery, sha256Of(digestHeader)]
    .filter((text) => text !== undefined)
    .map((text) => text.trim().toLowerCase());
  const [first] = declared;
  if (first === undefined) return undefined;
  if (!SHA256.test(first) || declared.some((text) => text !== first)) {
    throw invalidField('sha256', 'not_a_sha256', {
      en: 'A sha256 is 64 hexadecimal digits (in Content-Digest base64), the same wherever it is given.',
      zh: 'sha256 是 64 位十六进制数字（在 Content-Digest 中为 base64），各处给出的必须一致。',
    });
  }
  return first;
}

/** Other algorithms are passed over, as the RFC says. */
function sha256Of(digestHeader: string | undefined): string | undefined {
  const [, base64] = /(?:^|,)\s*sha-256=:([^:]*):/i.exec(digestHeader ?? '') ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
}
