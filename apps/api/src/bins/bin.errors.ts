import { DomainError, invalidField, type LocalizedText } from '../platform/http/index.js';

export const binNameTaken = (): DomainError =>
  new DomainError('conflict', 'BIN_NAME_TAKEN', {
    en: 'There is already a bin of this name, perhaps in another project. Names are unique everywhere.',
    zh: '已有同名程序，可能属于其他项目。程序名在所有项目中不能重复。',
  });

export const binProjectArchived = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', {
    en: 'The project of this bin is archived. Restore it first.',
    zh: '此程序所属的项目已归档，请先恢复。',
  });

export const otherBytes = (sha256: string): DomainError =>
  new DomainError(
    'conflict',
    'VERSION_HAS_OTHER_BYTES',
    {
      en: 'This version already has other bytes for this architecture. Give the new build a new version.',
      zh: '该版本在此架构下已有另一个文件，请为新构建使用新的版本号。',
    },
    {
      facts: { sha256 },
    },
  );

export const otherKind = (kind: string): DomainError =>
  new DomainError(
    'conflict',
    'VERSION_HAS_OTHER_KIND',
    {
      en: 'This version already has these bytes as another kind. Give the new build a new version.',
      zh: '该版本已有同样的内容，但类型不同，请为新构建使用新的版本号。',
    },
    { facts: { kind } },
  );

export const versionWithdrawn = (): DomainError =>
  new DomainError('conflict', 'VERSION_WITHDRAWN', {
    en: 'This version was withdrawn and takes no more files. Give the new build a new version.',
    zh: '该版本已撤下，不再接收文件，请为新构建使用新的版本号。',
  });

export const artifactTooLarge = (maxBytes: number): DomainError =>
  new DomainError(
    'too_large',
    'ARTIFACT_TOO_LARGE',
    {
      en: `The file is larger than this console takes (${maxBytes} bytes). MAX_ARTIFACT_BYTES sets the limit.`,
      zh: `文件超过控制台允许的大小（${maxBytes} 字节），上限由 MAX_ARTIFACT_BYTES 设置。`,
    },
    {
      facts: { maxBytes },
    },
  );

export const emptyArtifact = (): DomainError =>
  new DomainError('invalid', 'ARTIFACT_EMPTY', {
    en: 'The body was empty. Send the file itself as the body, for example with curl -T.',
    zh: '内容为空。请把文件本身作为请求体发送，例如使用 curl -T。',
  });

/** Of a file that is fetched, not sent. */
export const fileIncomplete = (): DomainError =>
  new DomainError('unavailable', 'ARTIFACT_INCOMPLETE', {
    en: 'The file did not arrive whole. Nothing was kept.',
    zh: '文件没有完整到达，未保存任何内容。',
  });

export const incompleteArtifact = (): DomainError =>
  new DomainError('invalid', 'ARTIFACT_INCOMPLETE', {
    en: 'The file did not arrive whole. Nothing was kept; send it again.',
    zh: '文件没有完整到达，未保存任何内容，请重新发送。',
  });

export const checksumMismatch = (declared: string, sha256: string): DomainError =>
  new DomainError(
    'unprocessable',
    'CHECKSUM_MISMATCH',
    {
      en: 'The bytes that arrived have another sha256 than the one given. Nothing was kept; send them again.',
      zh: '收到的内容与给出的 sha256 不一致，未保存任何内容，请重新发送。',
    },
    {
      facts: { declared, sha256 },
    },
  );

export const noSpace = (): DomainError =>
  new DomainError('no_space', 'NO_SPACE', {
    en: 'The artifact store has no space left. Nothing was kept.',
    zh: '制品存储空间不足，未保存任何内容。',
  });

export const artifactDamaged = (): DomainError =>
  new DomainError('gone', 'ARTIFACT_DAMAGED', {
    en: 'The stored file is missing or no longer what was uploaded, so it is not served. Upload the same file again to repair it.',
    zh: '存储的文件已丢失或与上传时不一致，因此不提供下载。请重新上传同一文件以修复。',
  });

export const severalArtifacts = (arches: readonly string[]): DomainError =>
  new DomainError(
    'conflict',
    'SEVERAL_ARTIFACTS',
    {
      en: 'This name stands for several files. Say which by ?arch= or ask for one by its sha256.',
      zh: '此名称对应多个文件。请用 ?arch= 指明，或按 sha256 获取。',
    },
    { facts: { arches } },
  );

export const isConfigFile = (): DomainError =>
  new DomainError('conflict', 'BIN_IS_CONFIG', {
    en: 'This is a configuration file: its texts are saved, published and read under /configs, not as files.',
    zh: '这是配置文件：其文本在 /configs 下保存、发布和读取，不作为文件处理。',
  });

export const badName = (field: string, rule: LocalizedText): DomainError =>
  invalidField(field, 'not_a_name', rule);

export const rangeOutside = (sizeBytes: number): DomainError =>
  new DomainError(
    'bad_range',
    'RANGE_OUTSIDE',
    {
      en: `The file has ${sizeBytes} bytes; none of them is in the range.`,
      zh: `文件共 ${sizeBytes} 字节，请求的范围不在其中。`,
    },
    {
      facts: { sizeBytes },
    },
  );

export const fileChanged = (): DomainError =>
  new DomainError('precondition_failed', 'OTHER_FILE', {
    en: 'The file is not the one that If-Match names.',
    zh: '文件不是 If-Match 所指的文件。',
  });
