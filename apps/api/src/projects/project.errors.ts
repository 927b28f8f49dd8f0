import { DomainError, invalidField } from '../platform/http/index.js';

export const codeTaken = (code: string): DomainError =>
  new DomainError(
    'conflict',
    'PROJECT_CODE_TAKEN',
    `There is already a project with the code "${code}", perhaps an archived one. Choose another.`,
    {
      facts: { projectCode: code },
    },
  );

export const environmentCodeTaken = (code: string): DomainError =>
  new DomainError(
    'conflict',
    'ENVIRONMENT_CODE_TAKEN',
    `This project already has an environment with the code "${code}".`,
  );

export const projectNameTaken = (): DomainError =>
  new DomainError(
    'conflict',
    'PROJECT_NAME_TAKEN',
    'Another project, perhaps an archived one, has this name or one that looks the same. Choose another.',
  );

export const environmentNameTaken = (): DomainError =>
  new DomainError(
    'conflict',
    'ENVIRONMENT_NAME_TAKEN',
    'Another environment of this project has this name or one that looks the same. Choose another.',
  );

export const environmentInUse = (): DomainError =>
  new DomainError(
    'conflict',
    'ENVIRONMENT_IN_USE',
    'Nodes or releases belong to this environment, or a promotion rule names it. Move the nodes and change the rule first; one with releases stays.',
  );

export const projectArchived = (): DomainError =>
  new DomainError('conflict', 'PROJECT_ARCHIVED', 'This project is archived. Restore it first.');

export const staleRevision = (revision: number): DomainError =>
  new DomainError(
    'conflict',
    'STALE_REVISION',
    'Somebody else changed this project meanwhile. Read it again and repeat your change.',
    {
      facts: { revision },
    },
  );

export const deploymentTypeNotBuilt = (deploymentType: string): DomainError =>
  new DomainError(
    'unprocessable',
    'DEPLOYMENT_TYPE_NOT_BUILT',
    'This console deploys to hosts only. Leave deploymentType away or set it to "hosts".',
    {
      facts: { deploymentType, built: ['hosts'] },
    },
  );

export const codeLooksLikeId = (): DomainError =>
  invalidField('code', 'looks_like_id', 'A code must not look like a UUID: addresses take either.');
