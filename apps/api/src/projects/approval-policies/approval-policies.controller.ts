import { Body, Controller, Get, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { IfMatch, Tagged } from '../../platform/http/index.js';
import { ApprovalPoliciesService } from './approval-policies.service.js';
import { ApprovalPolicyRequest, EnvironmentApprovalPolicy } from './approval-policy.dto.js';

const PROJECT = { kind: 'project', param: 'id' };
const ID = { name: 'id', description: 'Id or code of the project.' };

@ApiTags('projects')
@ApiBearerAuth()
@Controller('projects/:id/environments/:environmentId/approval-policy')
export class ApprovalPoliciesController {
  constructor(private readonly policies: ApprovalPoliciesService) {}

  @Get()
  @Tagged()
  @Access('project.read', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Who must approve releases to an environment',
    description: 'With what keeps it from ever being satisfied.',
  })
  @ApiOkResponse({ type: EnvironmentApprovalPolicy })
  get(
    @Param('id') id: string,
    @Param('environmentId', ParseUUIDPipe) environmentId: string,
  ): Promise<EnvironmentApprovalPolicy> {
    return this.policies.get(id, environmentId);
  }

  @Put()
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @IfMatch('project')
  @ApiOperation({
    summary: 'Change who must approve',
    description:
      'Replaces the policy for requests to come; `openRequests` says what becomes of those that are open. 400 names a level that can never be satisfied; one that only lacks people now is taken, with a warning.',
  })
  @ApiOkResponse({ type: EnvironmentApprovalPolicy })
  replace(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('environmentId', ParseUUIDPipe) environmentId: string,
    @Body() body: ApprovalPolicyRequest,
  ): Promise<EnvironmentApprovalPolicy> {
    return this.policies.replace(actor, id, environmentId, body);
  }
}
