import type { Guard } from './guard.js';

const POLICY_SPEC = 'libs/approval-policy/src/policy.spec.ts';
const APPROVALS_SPEC = 'apps/api/src/releases/approval/approvals.db-spec.ts';
const ASSESS = 'libs/approval-policy/src/assess.ts';

/** What was approved is what runs, and nobody is heard twice. */
export const APPROVAL_GUARDS: readonly Guard[] = [
  {
    id: 'I1',
    guards: 'a deployment counts the approvals again, by the clock of that moment',
    file: 'apps/api/src/releases/engine/release-starter.ts',
    find: 'if (options.isPreApproved || release.rollout.approvalOverride) return;',
    replace: 'return;',
    spec: APPROVALS_SPEC,
    test: 'I1',
  },
  {
    id: 'I2',
    guards: 'one person is heard once, whatever name and level they speak for',
    file: ASSESS,
    find: ' && !isAnyIn(heard, decision)',
    replace: '',
    spec: POLICY_SPEC,
    test: 'I2',
  },
  {
    id: 'I5',
    guards: 'an approval counts for exactly the plan that it names',
    file: ASSESS,
    find: 'decisions.filter((decision) => decision.planHash === planHash)',
    replace: 'decisions.filter(() => planHash.length > 0)',
    spec: APPROVALS_SPEC,
    test: 'I5',
  },
  {
    id: 'I8',
    guards: 'each change of a release has its event',
    file: 'libs/rollout-core/src/decision.ts',
    find: 'this.events.push(event);',
    replace: 'if (this.events.length === 0) this.events.push(event);',
    spec: 'libs/rollout-core/src/engine.spec.ts',
    test: 'I8',
  },
  {
    id: 'I9',
    guards: 'a key is good for one request only',
    file: 'apps/api/src/platform/http/idempotency/idempotency.interceptor.ts',
    find: 'if (stored.requestHash !== keyed.hash) throw keyReused();',
    replace: '',
    spec: 'apps/api/test/idempotency.db-spec.ts',
    test: 'I9',
  },
  {
    id: 'S12',
    guards: 'nobody approves their own work',
    file: ASSESS,
    find: '!policy.allowsOwnWork && makerIds.includes(id)',
    replace: '!policy.allowsOwnWork && makerIds.includes(`not ${id}`)',
    spec: APPROVALS_SPEC,
    test: 'S12',
  },
  {
    id: 'S13',
    guards: 'who approves says which plan they saw',
    file: 'apps/api/src/releases/release-commands.service.ts',
    find: 'dto.planHash !== undefined && dto.planHash !== release.planHash',
    replace: 'dto.planHash === null',
    spec: APPROVALS_SPEC,
    test: 'S13',
  },
  {
    id: 'S14',
    guards: 'a person counts, and not how often they click',
    file: ASSESS,
    find: 'if (isCounted) heard.add(decision.personId).add(decision.deciderId);',
    replace: '',
    spec: POLICY_SPEC,
    test: 'S14',
  },
  {
    id: 'S15',
    guards: 'a command holds its release from its first look to its last write',
    file: 'apps/api/src/releases/store/releases.repository.ts',
    find: "? tx.findOne(Release, { where: { id }, lock: { mode: 'pessimistic_write' } })",
    replace: '? tx.findOne(Release, { where: { id } })',
    spec: APPROVALS_SPEC,
    test: 'S15',
  },
];
