import { DomainError, invalidField, type LocalizedText } from '../../platform/http/index.js';

export const configChanged = (facts: Readonly<Record<string, unknown>>): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_CHANGED',
    {
      en: 'Somebody saved the file meanwhile. Look at what changed, then save or publish again.',
      zh: '期间有人保存了该文件。请查看变更，再重新保存或发布。',
    },
    { facts },
  );

export const configUnchanged = (facts: Readonly<Record<string, unknown>>): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_UNCHANGED',
    {
      en: 'The environment has this very text already, or a release that is under way brings it. Save a change first.',
      zh: '该环境已有完全相同的内容，或进行中的发布会带来它。请先保存变更。',
    },
    { facts },
  );

export const configWasBad = (version: number, why: LocalizedText | null): DomainError =>
  new DomainError(
    'conflict',
    'CONFIG_WAS_BAD',
    {
      en: `This very text, version ${version}, was taken back here${why === null ? '' : `: ${why.en}`}. Change it, or say evenIfBad to publish it once more.`,
      zh: `这份内容（第 ${version} 号）曾在此被撤回${why === null ? '' : `：${why.zh}`}。请修改内容，或用 evenIfBad 再次发布。`,
    },
    { facts: { version: String(version), reason: why } },
  );

export const unknownEnvironment = (field: string): DomainError =>
  invalidField(field, 'unknown_environment', {
    en: 'The project has no such environment.',
    zh: '该项目没有此环境。',
  });

export const notPublished = (): DomainError =>
  new DomainError('conflict', 'CONFIG_NOT_PUBLISHED', {
    en: 'This environment has no such file. A file that no environment has can be archived.',
    zh: '该环境没有此文件。所有环境都没有的文件可以归档。',
  });

export const nothingBefore = (): DomainError =>
  new DomainError('conflict', 'NOTHING_TO_ROLL_BACK_TO', {
    en: 'This environment had no other text of the file before.',
    zh: '该环境此前没有此文件的其他内容。',
  });

export const severalProjects = (): DomainError =>
  invalidField('fileIds', 'several_projects', {
    en: 'A release is of one project; name files of one.',
    zh: '一次发布只属于一个项目；请只指定同一项目的文件。',
  });

export const emptyText = (): DomainError =>
  new DomainError('conflict', 'CONFIG_EMPTY', {
    en: 'A file without a single character would be taken away from the nodes. Write something, or delete the file there.',
    zh: '没有任何字符的文件会从节点上移除。请写入内容，或在该环境中删除此文件。',
  });
