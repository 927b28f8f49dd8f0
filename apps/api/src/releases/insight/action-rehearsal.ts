import { Injectable } from '@nestjs/common';
import { consequencesOf, type ActionId, type Rollout, type Text } from '@release-console/rollout-core';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { DomainError, notFound } from '../../platform/http/index.js';
import type { DryRun } from '../dto/release-action.dto.js';
import type { ReleaseDetailDto } from '../dto/release-view.dto.js';
import { ReleaseViewsService } from '../release-views.service.js';
import { ReleasesRepository } from '../store/releases.repository.js';
import { nodesThatDiffer, releasesThatEnd } from './consequences-of-rehearsal.js';

type ActionState = ReleaseDetailDto['actions'][number];

/** A release as people see it, and as the engine does. */
interface Seen {
  readonly detail: ReleaseDetailDto;
  readonly rollout: Rollout;
}

/** Does an action for real in a transaction that is undone, so that what is in its way shows before it is asked for. */
@Injectable()
export class ActionRehearsal {
  constructor(
    private readonly database: Database,
    private readonly views: ReleaseViewsService,
    private readonly releases: ReleasesRepository,
    private readonly clock: Clock,
  ) {}

  /** `work` answers the id of the release that it leaves behind. */
  rehearse(actor: Actor, id: string, action: ActionId, work: () => Promise<string>): Promise<DryRun> {
    return this.database.rehearse(async () => {
      const { reader } = this.database;
      const before = await this.see(actor, id);
      const rivals = await this.releases.rivalsOf(reader, id);
      const outcome = await this.database.enclose(work).catch(refusalIn);
      if (outcome instanceof DomainError)
        return refused(
          outcome,
          before.detail.actions.find((state) => state.id === action),
        );
      const after = await this.see(actor, outcome);
      const trial = { now: this.clock.millis(), after: after.rollout };
      return allowed(outcome === id, after.detail, [
        ...consequencesOf(action, before.rollout, trial),
        ...nodesThatDiffer(before.detail, after.detail),
        ...releasesThatEnd(await this.releases.supersededAmong(reader, rivals)),
      ]);
    });
  }

  private async see(actor: Actor, id: string): Promise<Seen> {
    const detail = await this.views.detail(actor, id);
    const release = await this.releases.find(this.database.reader, id);
    if (!release) throw notFound('release');
    return { detail, rollout: release.rollout };
  }
}

/** A fault in the request, or in the server, is no answer about the release. */
function refusalIn(error: unknown): DomainError {
  const isAnswer =
    error instanceof DomainError && (error.refusal === 'conflict' || error.refusal === 'forbidden');
  if (!isAnswer) throw error;
  return error;
}

function refused({ code, words }: DomainError, state: ActionState | undefined): DryRun {
  return {
    allowed: false,
    code,
    reason: state?.reason ?? words,
    consequences: state?.consequences ?? [],
    after: null,
  };
}

function allowed(isTheSame: boolean, after: ReleaseDetailDto, consequences: readonly Text[]): DryRun {
  const { number, status, headline } = after;
  return {
    allowed: true,
    code: null,
    reason: null,
    consequences: [...consequences],
    after: { number: isTheSame ? number : null, status, headline },
  };
}
