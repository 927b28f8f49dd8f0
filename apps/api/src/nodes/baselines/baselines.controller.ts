import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { BaselineChange, BaselineList, BaselineQuery, SetBaseline } from './baseline.dto.js';
import { BaselinesService } from './baselines.service.js';

const ENVIRONMENT = { kind: 'environment', param: 'id' };

@ApiTags('nodes')
@ApiBearerAuth()
@Controller('environments/:id/baselines')
export class BaselinesController {
  constructor(private readonly baselines: BaselinesService) {}

  @Get()
  @Access('project.read', ENVIRONMENT)
  @ApiOperation({ summary: 'What nodes of the environment get that have nothing yet' })
  @ApiOkResponse({ type: BaselineList })
  list(@Param('id', ParseUUIDPipe) environmentId: string): Promise<BaselineList> {
    return this.baselines.list(environmentId);
  }

  @Put(':bin')
  @Access('node.operate', ENVIRONMENT)
  @ApiOperation({
    summary: 'Set the baseline of a bin by hand',
    description:
      'For nodes that join from now on. 409 VERSION_WITHDRAWN, BASELINE_NOT_RELEASED_HERE, BASELINE_NEEDS_RELEASE or BASELINE_TOO_MANY_NODES.',
  })
  @ApiOkResponse({ type: BaselineChange })
  set(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) environmentId: string,
    @Param('bin') bin: string,
    @Body() body: SetBaseline,
    @Query() { dryRun }: BaselineQuery,
  ): Promise<BaselineChange> {
    return this.baselines.set(actor, { environmentId, bin }, body, dryRun === true);
  }

  @Delete(':bin')
  @Access('node.operate', ENVIRONMENT)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove the baseline of a bin',
    description: 'What nodes were given stays; who joins from now on gets nothing of it.',
  })
  @ApiNoContentResponse()
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) environmentId: string,
    @Param('bin') bin: string,
  ): Promise<void> {
    return this.baselines.remove(actor, { environmentId, bin });
  }
}
