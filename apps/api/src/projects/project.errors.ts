import { DomainError, invalidField } from '../platform/http/index.js';

export const codeTaken = (code: string): DomainError =>
  new DomainError(
    'conflict',
    'PROJECT_CODE_TAKEN',
    {
      en: `There is already a project with the code "${code}", perhaps an archived one. Choose another.`,
      zh: `代码“${code}”已被其他项目使用，该项目可能已归档。请换一个。`,
    },
    {
      facts: { projectCode: code },
    },
  );

export const environmentCodeTaken = (code: string): DomainError =>
  new DomainError('conflict', 'ENVIRONMENT_CODE_TAKEN', {
    en: `This project already has an environment with the code "${code}".`,
    zh: `该项目已有代码为“${code}”的环境。`,
  });

export const projectNameTaken = (): DomainError =>
  new DomainError('conflict', 'PROJECT_NAME_TAKEN', {
    en: 'Another project, perhaps an archived one, has this name or one that looks the same. Choose another.',
    zh: '另一个项目（可能已归档）使用了此名称或看起来相同的名称。请换一个。',
  });

export const environmentNameTaken = (): DomainError =>
  new DomainError('conflict', 'ENVIRONMENT_NAME_TAKEN', {
    en: 'Another environment of this project has this name or one that looks the same. Choose another.',
    zh: '该项目的另一个环境使用了此名称或看起来相同的名称。请换一个。',
  });

export const environmentInUse = (): DomainError =>
  new DomainError('conflict', 'ENVIRONMENT_IN_USE', {
    en: 'Nodes or releases belong to this environment, or a promotion rule names it. Move the nodes and change the rule first; one with releases stays.',
    zh: '仍有节点或发布属于此环境，或有晋级规则引用它。请先移走节点并修改规则；有发布的环境不能删除。',
  });

export const projectArchived = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', {
    en: 'This project is archived. Restore it first.',
    zh: '项目已归档，请先恢复。',
  });

export const staleRevision = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'STALE_REVISION',
    {
      en: 'Somebody else changed this project meanwhile. Read it again and repeat your change.',
      zh: '期间有人修改了此项目。请重新读取，再作修改。',
    },
    {
      facts: { revision },
    },
  );

export const deploymentTypeNotBuilt = (deploymentType: string): DomainError =>
  new DomainError(
    'unprocessable',
    'DEPLOYMENT_TYPE_NOT_BUILT',
    {
      en: 'This console deploys to hosts only. Leave deploymentType away or set it to "hosts".',
      zh: '此控制台只能部署到主机。请省略 deploymentType，或将其设为“hosts”。',
    },
    {
      facts: { deploymentType, built: ['hosts'] },
    },
  );

export const codeLooksLikeId = (): DomainError =>
  invalidField('code', 'looks_like_id', {
    en: 'A code must not look like a UUID: addresses take either.',
    zh: '代码不能形似 UUID：地址中二者都可以使用。',
  });
