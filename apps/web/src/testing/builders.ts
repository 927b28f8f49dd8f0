import type { Counts, ReleaseDetail, ReleaseStep, ReleaseSummary } from '../lib/api';

export const counts = (some: Partial<Counts> = {}): Counts => {
  const zero = {
    pending: 0,
    staging: 0,
    staged: 0,
    retrying: 0,
    excluded: 0,
    assigned: 0,
    updating: 0,
    baking: 0,
    succeeded: 0,
    failed: 0,
    timed_out: 0,
    dark: 0,
    skipped: 0,
    reverting: 0,
    reverted: 0,
    revert_failed: 0,
  };
  const total = Object.values(some).reduce((sum, count) => sum + count, 0);
  return { ...zero, total, ...some };
};

export const aStep = (index: number, some: Partial<ReleaseStep> = {}): ReleaseStep => ({
  index,
  kind: 'wave',
  name: null,
  weightPercent: null,
  nodes: 10,
  seconds: null,
  status: 'pending',
  startedAt: null,
  endedAt: null,
  endsAt: null,
  ...some,
});

export const aRelease = (some: Partial<ReleaseDetail> = {}): ReleaseDetail => ({
  id: 'r1',
  number: 1,
  title: '',
  kind: 'forward',
  status: 'deploying',
  revision: 5,
  project: { id: 'p1', code: 'pay', name: 'Payments' },
  environment: { id: 'e1', code: 'production', name: 'Production', isProduction: true },
  bins: [{ bin: 'pay-api', kind: 'program', version: '2.0', fromVersions: [{ version: '1.0', nodes: 10 }] }],
  strategyType: 'rolling',
  step: 1,
  stepCount: 2,
  progress: counts({ succeeded: 3, pending: 7 }),
  headline: { en: 'Going on.', zh: '进行中。' },
  author: { id: 'u1', name: 'Li Wei' },
  createdAt: '2026-11-23T10:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  needsMyApproval: false,
  notes: '',
  planHash: 'a1b2c3d4e5',
  plan: { bins: [{ bin: 'pay-api', version: '2.0' }], strategy: { type: 'rolling', batch: '25%' } },
  strategyTemplate: null,
  artifacts: [],
  rollbackOf: null,
  rollbackReleaseId: null,
  blockedBy: [],
  actions: [],
  supersededBy: null,
  approval: anApproval(),
  steps: [],
  waves: [],
  exceptions: [],
  stopReason: null,
  ...some,
});

export const anApproval = (some: Partial<ReleaseDetail['approval']> = {}): ReleaseDetail['approval'] => ({
  status: 'open',
  required: 0,
  given: 0,
  askedAt: null,
  expiresAt: null,
  allowsOwnWork: false,
  levels: [],
  whoMayApprove: [],
  decisions: [],
  questions: [],
  ...some,
});

export const aSummary = (some: Partial<ReleaseSummary> = {}): ReleaseSummary =>
  aRelease(some as Partial<ReleaseDetail>);
