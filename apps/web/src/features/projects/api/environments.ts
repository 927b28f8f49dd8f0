import { request, type Environment, type Project } from '../../../lib/api';

export interface EnvironmentInput {
  readonly name: string;
  readonly isProduction: boolean;
  readonly rollbackWindowHours: number;
  readonly promotionRule: Environment['promotionRule'];
}

export const createEnvironment = (
  projectId: string,
  input: EnvironmentInput & { readonly code: string; readonly requiredApprovals: number },
): Promise<Environment> => request(`/projects/${projectId}/environments`, { method: 'POST', body: input });

export const updateEnvironment = (seen: Project, id: string, input: EnvironmentInput): Promise<Environment> =>
  request(`/projects/${seen.id}/environments/${id}`, {
    method: 'PUT',
    body: { ...input, expectedRevision: seen.revision },
  });

export const deleteEnvironment = (projectId: string, id: string): Promise<unknown> =>
  request(`/projects/${projectId}/environments/${id}`, { method: 'DELETE' });
