import type { Call } from '@release-console/fleet-sim';
import type { Actor } from '../../src/platform/auth-guard/index.js';
import type { ReleaseApprovalsService } from '../../src/releases/approval/release-approvals.service.js';
import type { ReleaseCommandsService } from '../../src/releases/release-commands.service.js';
import type { ReleaseRollbackService } from '../../src/releases/release-rollback.service.js';
import type { Parts, Result } from './parts.js';

type OrderCall = Extract<Call, { kind: 'order' }>;
const WHEN_BLOCKED = { deploy: 'refuse', deploy_or_wait: 'wait', deploy_over: 'supersede' } as const;

/** The orders of people, as the controller passes them on. */
export async function ordersOf(
  part: Parts,
  actorOf: (name: string) => Actor,
): Promise<(call: OrderCall, id: string) => Promise<Result | void>> {
  const commands = await part<ReleaseCommandsService>(
    'releases/release-commands.service',
    'ReleaseCommandsService',
  );
  const approvals = await part<ReleaseApprovalsService>(
    'releases/approval/release-approvals.service',
    'ReleaseApprovalsService',
  );
  const rollbacks = await part<ReleaseRollbackService>(
    'releases/release-rollback.service',
    'ReleaseRollbackService',
  );
  return async ({ order, person, expectedRevision, nodeIds, startAt }, id) => {
    const actor = actorOf(person);
    const dto = expectedRevision === null ? {} : { expectedRevision };
    switch (order) {
      case 'approve':
      case 'reject':
        return approvals[order](actor, id, dto);
      case 'submit':
      case 'resume':
        return commands[order](actor, id, dto);
      case 'deploy':
      case 'deploy_or_wait':
      case 'deploy_over':
        return commands.deploy(actor, id, { ...dto, whenBlocked: WHEN_BLOCKED[order] });
      case 'schedule':
        return commands.scheduleAt(actor, id, { ...dto, at: new Date(startAt ?? 0).toISOString() });
      case 'unschedule':
        return commands.simple(actor, id, dto, { type: 'unschedule' });
      case 'override_freeze': {
        const reason = 'it can not wait';
        return commands.simple(actor, id, { ...dto, reason }, { type: order, actor: person, reason });
      }
      case 'override_soak':
        return commands.overrideSoak(actor, id, { ...dto, reason: 'it can not wait' });
      case 'pause':
        return commands.simple(actor, id, dto, { type: 'pause', actor: person });
      case 'cancel':
      case 'abort':
        return commands.simple(actor, id, dto, { type: order, reason: null });
      case 'promote':
      case 'promote_fully':
        return commands.promote(actor, id, { ...dto, full: order === 'promote_fully' });
      case 'retry':
      case 'skip':
        return commands.aboutNodes(actor, id, { ...dto, nodeIds: [...nodeIds] }, order);
      case 'rollback': {
        const answered = await rollbacks.rollback(actor, id, dto);
        return answered === id ? {} : { made: answered };
      }
    }
  };
}
