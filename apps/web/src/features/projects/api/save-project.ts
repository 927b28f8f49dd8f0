import { request, type Project } from '../../../lib/api';

export interface ProjectInput {
  readonly name: string;
  readonly description?: string | null;
  readonly owner?: string | null;
  readonly repositoryUrl?: string | null;
  readonly buildTool?: string | null;
}

export const createProject = (input: ProjectInput & { readonly code: string }): Promise<Project> =>
  request('/projects', { method: 'POST', body: input });

export const updateProject = (project: Project, input: ProjectInput): Promise<Project> =>
  request(`/projects/${project.id}`, {
    method: 'PUT',
    body: { ...input, expectedRevision: project.revision },
  });
