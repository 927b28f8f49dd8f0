import { Injectable } from '@nestjs/common';
import { decide, type Command } from '@release-console/rollout-core';
import { AuditLog } from '../../audit/index.js';
import { Outbox, type EventType } from '../../notifications/index.js';
import { forbidden, type Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { DecisionWriter } from '../engine/decision-writer.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import type { EmergencyStopDto, StopEverythingDto } from './emergency-stop.dto.js';
import { EmergencyStopsRepository } from './emergency-stops.repository.js';
import { HaltProofReadModel } from './halt-proof.read-model.js';

/** One switch that halts every release, and the proof that it holds. */
@Injectable()
export class EmergencyStopService {
  constructor(
    private readonly database: Database,
    private readonly stops: EmergencyStopsRepository,
    private readonly releases: ReleasesRepository,
    private readonly proof: HaltProofReadModel,
    private readonly writer: DecisionWriter,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  inForce(actor: Actor): Promise<EmergencyStopDto[]> {
    return this.proof.inForce(this.database.reader, actor.visibleProjectIds);
  }

  async stop(actor: Actor, { reason, projectId }: StopEverythingDto): Promise<EmergencyStopDto[]> {
    if (projectId !== undefined) actor.require('emergency.stop', projectId);
    const scopes = projectId === undefined ? scopesOf(actor) : [projectId];
    if (scopes.length === 0) throw forbidden('emergency.stop', actor);
    await this.database.transaction(async (tx) => {
      await this.releases.lockBeginning(tx);
      for (const scope of scopes) await this.stopIn(tx, actor, scope, reason);
    });
    return this.inForce(actor);
  }

  async lift(actor: Actor, id: string, reason: string | null): Promise<EmergencyStopDto[]> {
    await this.database.transaction(async (tx) => {
      const stop = await this.stops.lock(tx, id);
      if (!stop || stop.liftedAt !== null) throw notFound('emergency stop');
      if (stop.projectId !== null) actor.require('emergency.stop', stop.projectId, 'emergency stop');
      else if (!actor.mayEverywhere('emergency.stop')) throw forbidden('emergency.stop', actor);
      await this.stops.lift(tx, id, actor.id, this.clock.now());
      await this.record(tx, actor, 'emergency_stop.lifted', id, stop.projectId, reason);
    });
    return this.inForce(actor);
  }

  /** Every unfinished release is held meanwhile, so that no look that began before can ask a node after. */
  private async stopIn(tx: Tx, actor: Actor, projectId: string | null, reason: string): Promise<void> {
    const stoppedAt = this.clock.now();
    const made = await this.stops.switchOn(tx, { projectId, reason, stoppedBy: actor.id, stoppedAt });
    if (!made) throw notFound('project');
    for (const release of await this.releases.lockLive(tx, projectId)) {
      const command: Command = { type: 'halt', actor: actor.name };
      const decided = decide(release.rollout, command, this.clock.millis());
      // A release on its way back stands still through the switch alone, and goes on when it is lifted.
      if (decided.ok)
        await this.writer.write(tx, release, decided, { id: actor.id, name: actor.name }, reason);
    }
    if (made.isNew) await this.record(tx, actor, 'emergency_stop.made', made.id, projectId, reason);
  }

  private async record(
    tx: Tx,
    actor: Actor,
    action: Extract<EventType, `emergency_stop.${string}`>,
    id: string,
    projectId: string | null,
    reason: string | null,
  ): Promise<void> {
    const subject = { type: 'emergency_stop', id } as const;
    await this.audit.record(tx, { actor, action, subject, projectId, reason });
    await this.outbox.add(tx, {
      type: action,
      severity: action === 'emergency_stop.made' ? 'critical' : 'warning',
      projectId,
      environmentId: null,
      subject,
      releaseId: null,
      data: { actor: actor.name, reason },
      at: this.clock.now(),
    });
  }
}

/** Null stands for all projects. */
function scopesOf(actor: Actor): readonly (string | null)[] {
  return actor.projectsWhere('emergency.stop') ?? [null];
}
