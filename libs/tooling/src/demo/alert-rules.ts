import type { ApiSession } from './api-session.js';

const WENT_BACK = {
  name: 'A release went back or failed',
  severity: 'critical',
  condition: {
    kind: 'release',
    states: ['rolled_back', 'rolled_back_with_exceptions', 'failed'],
    forSeconds: 0,
  },
};
const SILENT = {
  name: 'A node is silent for a minute',
  severity: 'warning',
  condition: { kind: 'nodes', state: 'silent', atLeast: 1, forSeconds: 60 },
};
const FAILING = {
  name: 'More than 2% of the orders fail for two minutes',
  severity: 'critical',
  condition: {
    kind: 'metric',
    figure: 'errorRate',
    comparison: 'above',
    threshold: 0.02,
    windowSeconds: 120,
    minRequests: 100,
    forSeconds: 60,
  },
};

/** For a project that has none. */
export async function ensureAlertRules(
  admin: ApiSession,
  projectId: string,
  isMeasured: boolean,
): Promise<void> {
  const { items } = await admin.get<{ items: readonly unknown[] }>(
    `/alert-rules?projectId=${projectId}&limit=1`,
  );
  if (items.length > 0) return;
  for (const rule of [WENT_BACK, SILENT, ...(isMeasured ? [FAILING] : [])])
    await admin.post('/alert-rules', { projectId, isEnabled: true, ...rule });
}
