import { request, type PromqlAnswer, type PromqlTry } from '../../../lib/api';

export const tryPromql = (body: PromqlTry): Promise<PromqlAnswer> =>
  request<PromqlAnswer>('/monitoring/promql', { method: 'POST', body });
