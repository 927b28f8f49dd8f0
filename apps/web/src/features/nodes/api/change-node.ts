import { request, type FleetNode, type Labels, type Lifecycle } from '../../../lib/api';

const path = (id: string): string => `/nodes/${encodeURIComponent(id)}`;

export interface NewNode {
  readonly name: string;
  readonly labels?: Labels;
  readonly arch?: string;
  readonly memberships?: readonly { readonly projectId: string; readonly environmentId: string }[];
}

export const createNode = (node: NewNode): Promise<FleetNode> =>
  request('/nodes', { method: 'POST', body: node });

export const updateNode = (
  id: string,
  part: { readonly name?: string; readonly labels?: Labels },
): Promise<FleetNode> => request(path(id), { method: 'PATCH', body: part });

export const changeLifecycle = (id: string, to: Lifecycle, reason: string): Promise<unknown> =>
  request(`${path(id)}/lifecycle`, { method: 'POST', body: { to, ...(reason ? { reason } : {}) } });

/** From now on the console may change this host; what it runs now becomes what it should run. */
export const adoptNode = (id: string): Promise<unknown> => request(`${path(id)}/adopt`, { method: 'POST' });

export const setMembership = (id: string, projectId: string, environmentId: string): Promise<unknown> =>
  request(`${path(id)}/memberships/${projectId}`, { method: 'PUT', body: { environmentId } });

export const removeMembership = (id: string, projectId: string): Promise<unknown> =>
  request(`${path(id)}/memberships/${projectId}`, { method: 'DELETE' });
