import { DomainError, invalidField, type FieldError, type LocalizedText } from '../platform/http/index.js';
import type { ConfigFault } from './versions/layer.dto.js';

export const configNameTaken = (): DomainError =>
  new DomainError('conflict', 'CONFIG_NAME_TAKEN', {
    en: 'This project already has a configuration file of this name, perhaps an archived one: restore that, or choose another name.',
    zh: '该项目已有同名的配置文件，可能已归档：请恢复它，或换一个名称。',
  });

export const archivedProject = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', {
    en: 'This project is archived. Restore it first.',
    zh: '项目已归档，请先恢复。',
  });

export const archivedConfig = (): DomainError =>
  new DomainError('conflict', 'CONFIG_ARCHIVED', {
    en: 'This configuration file is archived. Restore it first.',
    zh: '该配置文件已归档，请先恢复。',
  });

export const configInUse = (environments: readonly string[]): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_IN_USE',
    {
      en: `It is in use in ${environments.join(', ')}: delete it there first, which is a release.`,
      zh: `${environments.join('、')} 仍在使用它：请先在那里删除，删除也是一次发布。`,
    },
    { facts: { environments } },
  );

/** Of the settings of a file. */
export const staleConfig = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_CHANGED',
    {
      en: 'Somebody else changed this configuration file meanwhile. Read it again and repeat your change.',
      zh: '期间有人修改了此配置文件。请重新读取，再作修改。',
    },
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
    {
      en: `Version ${facts.version} was saved meanwhile. Merge with it, then save with its number.`,
      zh: `期间已保存了版本 ${facts.version}。请先与它合并，再以它的版本号保存。`,
    },
    { facts },
  );

/** @param field what of the request has the text */
export const faultyText = (faults: readonly ConfigFault[], field = 'text'): DomainError =>
  new DomainError(
    'invalid',
    'VALIDATION_FAILED',
    { en: 'The text can not be kept as it is.', zh: '这份内容无法按原样保存。' },
    {
      errors: faults.map((fault): FieldError => ({
        field,
        code: `faulty_${fault.of}`,
        message: inWords(fault),
      })),
      facts: { faults },
    },
  );

export function inWords({ line, column, message, environment }: ConfigFault): LocalizedText {
  const where =
    environment === null ? { en: '', zh: '' } : { en: ` (in ${environment})`, zh: `（${environment}）` };
  return {
    en: `line ${line}, column ${column}${where.en}: ${message}`,
    zh: `第 ${line} 行第 ${column} 列${where.zh}：${message}`,
  };
}

export const unknownLayer = (): DomainError =>
  invalidField('layer', 'unknown_layer', {
    en: 'Name base, or an environment of the project.',
    zh: '请指定 base，或该项目的一个环境。',
  });

export const secretInUse = (files: readonly string[]): DomainError =>
  new DomainError(
    'conflict',
    'SECRET_IN_USE',
    {
      en: `${files.join(', ')} would have no value for it any more. Take the reference out there, or set another value first.`,
      zh: `${files.join('、')} 将因此没有它的值。请先在那里去掉引用，或设置另一个值。`,
    },
    { facts: { files } },
  );
