import type { Call } from '@release-console/fleet-sim';
import type { BinsService } from '../../src/bins/bins.service.js';
import type { NodesService } from '../../src/nodes/fleet/nodes.service.js';
import type { InstancesRepository } from '../../src/nodes/identity/instances.repository.js';
import type { QuarantineService } from '../../src/nodes/identity/quarantine.service.js';
import type { ReportListeners } from '../../src/nodes/index.js';
import type { Actor } from '../../src/platform/auth-guard/index.js';
import type { Database } from '../../src/platform/database/index.js';
import type { ApprovalPoliciesService } from '../../src/projects/approval-policies/approval-policies.service.js';
import type { EmergencyStopService } from '../../src/releases/emergency/emergency-stop.service.js';
import { freezesOf } from './freezes.js';
import type { Parts } from './parts.js';
import { ENVIRONMENTS, ONE_APPROVER, PROJECT } from './stage.js';

type Around = Extract<Call, { kind: 'freeze' | 'move' | 'emergency' | 'quarantine' | 'withdraw' | 'policy' }>;

/** What people do to everything around releases. What is so already may be asked for again, and nothing happens. */
export async function surroundingsOf(
  part: Parts,
  admin: Actor,
): Promise<(call: Around, bins: readonly string[], environmentId: string) => Promise<void>> {
  const freeze = await freezesOf(part, admin);
  const stops = await part<EmergencyStopService>(
    'releases/emergency/emergency-stop.service',
    'EmergencyStopService',
  );
  const nodes = await part<NodesService>('nodes/fleet/nodes.service', 'NodesService');
  const versions = await part<BinsService>('bins/bins.service', 'BinsService');
  const clones = await clonesOf(part, admin);
  const policies = await part<ApprovalPoliciesService>(
    'projects/approval-policies/approval-policies.service',
    'ApprovalPoliciesService',
  );

  return async (call, bins, environmentId) => {
    switch (call.kind) {
      case 'freeze':
        return freeze(call.id, call.freeze);
      case 'emergency':
        if (call.isStopped) return void (await stops.stop(admin, { reason: 'simulated' }));
        for (const { id } of await stops.inForce(admin)) await stops.lift(admin, id, null);
        return;
      case 'move':
        if (call.isMember) return void (await nodes.join(admin, call.nodeId, PROJECT, environmentId));
        return unlessSo('NOT_FOUND', nodes.leave(admin, call.nodeId, PROJECT));
      case 'policy': {
        const { levels } = call.asksApproval ? ONE_APPROVER : { levels: [] };
        const id = ENVIRONMENTS[call.environment];
        return void (await policies.replace(admin, PROJECT, id, { levels, openRequests: 'void' }));
      }
      case 'quarantine':
        return clones(call.nodeId, call.isQuarantined);
      case 'withdraw':
        for (const bin of bins) await versions.withdraw(admin, bin, versionOf(call.digest), 'simulated');
    }
  };
}

/** That two agents are noticed by what they say is looked at elsewhere; here it is noticed. */
async function clonesOf(
  part: Parts,
  admin: Actor,
): Promise<(nodeId: string, isQuarantined: boolean) => Promise<void>> {
  const instances = await part<InstancesRepository>(
    'nodes/identity/instances.repository',
    'InstancesRepository',
  );
  const quarantine = await part<QuarantineService>('nodes/identity/quarantine.service', 'QuarantineService');
  const listeners = await part<ReportListeners>('nodes/observed/report-listeners', 'ReportListeners');
  const database = await part<Database>('platform/database/database', 'Database');
  return async (nodeId, isQuarantined) => {
    if (!isQuarantined) return unlessSo('NODE_NOT_QUARANTINED', quarantine.clear(admin, nodeId, null));
    await database.transaction(async (tx) => {
      await instances.quarantine(tx, [nodeId]);
      await listeners.tell(tx, { changed: [], cameBack: [nodeId] });
    });
  };
}

async function unlessSo(code: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if ((error as { code?: string }).code !== code) throw error;
  }
}

/** The digests of the simulation end with the number of the version. */
function versionOf(digest: string): string {
  return `v${parseInt(digest.slice(-6), 16) - 0xabc000}`;
}
