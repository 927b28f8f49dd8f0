import { queryOptions } from '@tanstack/react-query';
import { request, type ApprovalPolicy, type ApprovalPolicyInput } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';

const pathOf = (projectId: string, environmentId: string): string =>
  `/projects/${projectId}/environments/${environmentId}/approval-policy`;

export const approvalPolicyQuery = (projectId: string, environmentId: string) =>
  queryOptions({
    queryKey: queryKeys.approvalPolicy(environmentId),
    queryFn: ({ signal }) => request<ApprovalPolicy>(pathOf(projectId, environmentId), { signal }),
  });

export const replaceApprovalPolicy = (
  projectId: string,
  environmentId: string,
  body: ApprovalPolicyInput,
): Promise<ApprovalPolicy> => request(pathOf(projectId, environmentId), { method: 'PUT', body });
