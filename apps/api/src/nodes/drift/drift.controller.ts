import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import {
  DriftFindingPage,
  DriftListQuery,
  DriftPolicyView,
  DriftSummary,
  DriftSummaryQuery,
  SetDriftPolicy,
} from './drift.dto.js';
import { DriftService } from './drift.service.js';

const ENVIRONMENT = { kind: 'environment', param: 'id' };

@ApiTags('nodes')
@ApiBearerAuth()
@Controller()
export class DriftController {
  constructor(private readonly drift: DriftService) {}

  @Get('drift-findings')
  @Access('project.read', 'everywhere')
  @ApiOperation({
    summary: 'Nodes that run something else than they should and once did',
    description: 'Newest first. A finding is opened and closed only after a minute without a change.',
  })
  @ApiOkResponse({ type: DriftFindingPage })
  list(@CurrentActor() actor: Actor, @Query() query: DriftListQuery): Promise<DriftFindingPage> {
    return this.drift.list(actor, query);
  }

  @Get('drift-findings/summary')
  @Access('project.read', 'everywhere')
  @ApiOperation({ summary: 'Open findings per environment, and what is done about them' })
  @ApiOkResponse({ type: DriftSummary })
  summary(@CurrentActor() actor: Actor, @Query() { projectId }: DriftSummaryQuery): Promise<DriftSummary> {
    return this.drift.summary(actor, projectId);
  }

  @Get('environments/:id/drift-policy')
  @Access('project.read', ENVIRONMENT)
  @ApiOperation({ summary: 'What is done about drift in an environment' })
  @ApiOkResponse({ type: DriftPolicyView })
  policy(@Param('id', ParseUUIDPipe) id: string): Promise<DriftPolicyView> {
    return this.drift.policy(id);
  }

  @Put('environments/:id/drift-policy')
  @Access('project.configure', ENVIRONMENT)
  @ApiOperation({
    summary: 'Say what is done about drift in an environment',
    description:
      'With `enforce`, a drifted node is asked again up to three times, 5 and 15 minutes apart, unless it is held, offline or in a release. One that does not come back keeps its place among `maxAtOnce`.',
  })
  @ApiOkResponse({ type: DriftPolicyView })
  setPolicy(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SetDriftPolicy,
  ): Promise<DriftPolicyView> {
    return this.drift.setPolicy(actor, id, body);
  }
}
