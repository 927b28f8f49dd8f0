import { request, type Project } from '../../../lib/api';

export interface ProjectInput {
  readonly name: string;
  readonly description?: string;
  readonly owner?: string;
  readonly repositoryUrl?: string;
  readonly buildTool?: string;
}

export const createProject = (input: ProjectInput & { readonly code: string }): Promise<Project> =>
  request('/projects', { method: 'POST', body: input });

export const updateProject = (project: Project, input: ProjectInput): Promise<Project> =>
  request(`/projects/${project.id}`, {
    method: 'PUT',
    body: { ...input, expectedRevision: project.revision },
  });
