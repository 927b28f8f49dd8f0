import { Injectable } from '@nestjs/common';
import type { ActionId } from '@release-console/rollout-core';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import type { DryRun } from '../dto/release-action.dto.js';
import type { ReleaseDetailDto } from '../dto/release-view.dto.js';
import { ReleaseViewsService } from '../release-views.service.js';
import { nodesThatDiffer } from './consequences-of-rehearsal.js';

type ActionState = ReleaseDetailDto['actions'][number];

/** Does an action for real in a transaction that is undone, so that what is in its way shows before it is asked for. */
@Injectable()
export class ActionRehearsal {
  constructor(
    private readonly database: Database,
    private readonly views: ReleaseViewsService,
  ) {}

  /** `work` answers the id of the release that it leaves behind. */
  rehearse(actor: Actor, id: string, action: ActionId, work: () => Promise<string>): Promise<DryRun> {
    return this.database.rehearse(async () => {
      const before = await this.views.detail(actor, id);
      const state = before.actions.find((candidate) => candidate.id === action);
      const outcome = await this.database.enclose(work).catch(refusalIn);
      if (outcome instanceof DomainError) return refused(outcome, state);
      return allowed(before, await this.views.detail(actor, outcome), state);
    });
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

function allowed(before: ReleaseDetailDto, after: ReleaseDetailDto, state: ActionState | undefined): DryRun {
  return {
    allowed: true,
    code: null,
    reason: null,
    consequences: [...(state?.consequences ?? []), ...nodesThatDiffer(before, after)],
    after: { number: after.number, status: after.status, headline: after.headline },
  };
}
