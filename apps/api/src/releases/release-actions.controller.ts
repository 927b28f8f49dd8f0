import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { ActionId } from '@release-console/rollout-core';
import { Access, CurrentActor, type Actor } from '../platform/auth-guard/index.js';
import { IfMatch } from '../platform/http/index.js';
import {
  ActionQuery,
  DeployDto,
  DryRun,
  NodesActionDto,
  OverrideDto,
  PromoteDto,
  ReleaseActionDto,
  ScheduleDto,
} from './dto/release-action.dto.js';
import { ReleaseDetailDto } from './dto/release-view.dto.js';
import { ActionRehearsal } from './insight/action-rehearsal.js';
import { ReleaseApprovalsService } from './approval/release-approvals.service.js';
import { ReleaseCommandsService } from './release-commands.service.js';
import { ReleaseRollbackService } from './release-rollback.service.js';
import { ReleaseViewsService } from './release-views.service.js';

const OWN = { kind: 'release', param: 'id' } as const;
type Answer = Promise<ReleaseDetailDto | DryRun>;

function Action(summary: string, description: string): MethodDecorator {
  return (target, key, descriptor) => {
    ApiOperation({
      summary,
      description: `${description} 409 when the release is not in a state for it. \`?dryRun=true\` does it in a transaction that is undone, and says what came of it.`,
    })(target, key, descriptor as never);
    ApiExtraModels(DryRun)(target.constructor as never);
    ApiOkResponse({
      schema: { anyOf: [{ $ref: getSchemaPath(ReleaseDetailDto) }, { $ref: getSchemaPath(DryRun) }] },
    })(target, key, descriptor as never);
    HttpCode(200)(target, key, descriptor as never);
    IfMatch('release')(target, key, descriptor as never);
  };
}

@ApiTags('releases')
@ApiBearerAuth()
@Controller('releases/:id')
export class ReleaseActionsController {
  constructor(
    private readonly commands: ReleaseCommandsService,
    private readonly approvals: ReleaseApprovalsService,
    private readonly rollbacks: ReleaseRollbackService,
    private readonly views: ReleaseViewsService,
    private readonly rehearsal: ActionRehearsal,
  ) {}

  @Post('submit')
  @Access('release.draft', OWN)
  @Action(
    'Submit a draft',
    'Asks for approval of exactly this plan; approved at once where the environment asks for none.',
  )
  submit(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReleaseActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'submit', query, () => this.commands.submit(actor, id, dto));
  }

  @Post('approve')
  @Access('release.approve', OWN)
  @Action(
    'Approve',
    'Names the plan by its hash; send `planHash` to approve exactly what you looked at. A deputy decides in the name of who is away. 403 NOT_AN_APPROVER, OWN_WORK; 409 LEVEL_NOT_OPEN, ALREADY_DECIDED, APPROVAL_EXPIRED.',
  )
  approve(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReleaseActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'approve', query, () => this.approvals.approve(actor, id, dto));
  }

  @Post('reject')
  @Access('release.approve', OWN)
  @Action(
    'Reject',
    'One rejection ends the release; whoever the policy names anywhere may. 403 NOT_AN_APPROVER.',
  )
  reject(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReleaseActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'reject', query, () => this.approvals.reject(actor, id, dto));
  }

  @Post('cancel')
  @Access('release.draft', OWN)
  @Action('Cancel', 'Ends a release that was not deployed yet.')
  cancel(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReleaseActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    const command = { type: 'cancel', reason: dto.reason ?? null } as const;
    return this.answer(actor, id, 'cancel', query, () => this.commands.simple(actor, id, dto, command));
  }

  @Post('deploy')
  @Access('release.operate', OWN)
  @Action(
    'Deploy',
    'Freezes the nodes and starts the first wave; the approvals are counted again in the same transaction.',
  )
  deploy(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: DeployDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'deploy', query, () => this.commands.deploy(actor, id, dto));
  }

  @Post('schedule')
  @Access('release.operate', OWN)
  @Action(
    'Schedule',
    'Starts by itself at `at`, or as soon after it as nothing is in its way; one that can not start any more ends as `failed`. 400 when the approvals will have expired by then.',
  )
  schedule(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ScheduleDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'schedule', query, () => this.commands.scheduleAt(actor, id, dto));
  }

  @Post('unschedule')
  @Access('release.operate', OWN)
  @Action('Unschedule', 'It waits for somebody to deploy it again.')
  unschedule(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReleaseActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    const command = { type: 'unschedule' } as const;
    return this.answer(actor, id, 'unschedule', query, () => this.commands.simple(actor, id, dto, command));
  }

  @Post('override-freeze')
  @Access('freeze.override', OWN)
  @Action('Override freezes', 'Its waves begin in spite of every freeze; needs a reason.')
  overrideFreeze(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: OverrideDto,
    @Query() query: ActionQuery,
  ): Answer {
    const command = { type: 'override_freeze', actor: actor.name, reason: dto.reason } as const;
    return this.answer(actor, id, 'override_freeze', query, () =>
      this.commands.simple(actor, id, dto, command),
    );
  }

  @Post('override-soak')
  @Access('freeze.override', OWN)
  @Action(
    'Override the promotion rule',
    'It may start though its versions have not soaked in the earlier environment; needs a reason. 409 NOTHING_TO_OVERRIDE when the rule is not in its way.',
  )
  overrideSoak(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: OverrideDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'override_soak', query, () => this.commands.overrideSoak(actor, id, dto));
  }

  @Post('break-glass')
  @Access('approval.bypass', OWN)
  @Action(
    'Break glass',
    'It may be deployed without the approvals that are missing; needs a reason, and is recorded loudly. 409 NOTHING_TO_OVERRIDE when none is missing.',
  )
  breakGlass(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: OverrideDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'break_glass', query, () => this.approvals.breakGlass(actor, id, dto));
  }

  @Post('retry')
  @Access('release.operate', OWN)
  @Action('Retry lost nodes', 'Nodes that are lost (on the way back: not seen back) are asked once more.')
  retry(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: NodesActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'retry', query, () => this.commands.aboutNodes(actor, id, dto, 'retry'));
  }

  @Post('skip')
  @Access('release.operate', OWN)
  @Action(
    'Skip nodes',
    'Nodes that were not asked yet are left out; lost ones count against no limit any more.',
  )
  skip(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: NodesActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'skip', query, () => this.commands.aboutNodes(actor, id, dto, 'skip'));
  }

  @Post('pause')
  @Access('release.operate', OWN)
  @Action('Pause', 'No further node is started; those at work finish.')
  pause(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReleaseActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'pause', query, () =>
      this.commands.simple(actor, id, dto, { type: 'pause', actor: actor.name }),
    );
  }

  @Post('resume')
  @Access('release.operate', OWN)
  @Action(
    'Resume',
    'Goes on after a pause that a person or the engine made; what was lost so far counts no more.',
  )
  resume(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReleaseActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    return this.answer(actor, id, 'resume', query, () => this.commands.resume(actor, id, dto));
  }

  @Post('promote')
  @Access('release.operate', OWN)
  @Action('Promote', 'Ends the pause that the plan has at this step; `full` skips all later pauses too.')
  promote(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: PromoteDto,
    @Query() query: ActionQuery,
  ): Answer {
    const action = dto.full ? 'promote_full' : 'promote';
    return this.answer(actor, id, action, query, () => this.commands.promote(actor, id, dto));
  }

  @Post('abort')
  @Access('release.operate', OWN)
  @Action(
    'Stop here',
    'Ends the release and leaves every node as it is: those at work finish, and what was only laid ready is taken back.',
  )
  abort(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReleaseActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    const command = { type: 'abort', reason: dto.reason ?? null } as const;
    return this.answer(actor, id, 'abort', query, () => this.commands.simple(actor, id, dto, command));
  }

  @Post('rollback')
  @Access('release.operate', OWN)
  @Action(
    'Roll back',
    'A release under way turns round; of a finished one a new release to the version before is made, and that one is answered.',
  )
  async rollback(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: ReleaseActionDto,
    @Query() query: ActionQuery,
  ): Answer {
    const work = (): Promise<string> => this.rollbacks.rollback(actor, id, dto);
    if (query.dryRun) return this.rehearsal.rehearse(actor, id, 'rollback', work);
    return this.views.detail(actor, await work());
  }

  private async answer(
    actor: Actor,
    id: string,
    action: ActionId,
    query: ActionQuery,
    work: () => Promise<void>,
  ): Answer {
    if (query.dryRun) return this.rehearsal.rehearse(actor, id, action, () => work().then(() => id));
    await work();
    return this.views.detail(actor, id);
  }
}
