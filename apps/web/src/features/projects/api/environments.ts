import { request, type Environment } from '../../../lib/api';

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

export const updateEnvironment = (
  projectId: string,
  id: string,
  input: EnvironmentInput,
): Promise<Environment> =>
  request(`/projects/${projectId}/environments/${id}`, { method: 'PUT', body: input });

export const deleteEnvironment = (projectId: string, id: string): Promise<unknown> =>
  request(`/projects/${projectId}/environments/${id}`, { method: 'DELETE' });
