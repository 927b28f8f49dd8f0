import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { FiguresService } from './figures.service.js';
import { Realtime, Timeseries } from './monitoring.dto.js';
import { MonitoringQuery, TimeseriesQuery } from './monitoring-query.dto.js';

@ApiTags('monitoring')
@ApiBearerAuth()
@Controller('monitoring')
export class MonitoringController {
  constructor(private readonly figures: FiguresService) {}

  @Get('realtime')
  @Access('project.read', 'everywhere')
  @ApiOperation({
    summary: 'Requests, errors and latency of the last minute that nodes have told',
    description:
      'Percentiles are those of all requests together, never means of percentiles. Nodes tell every minute, and every ten seconds while a release changes what they run; `asOf` says which minute it is.',
  })
  @ApiOkResponse({ type: Realtime })
  realtime(@CurrentActor() actor: Actor, @Query() query: MonitoringQuery): Promise<Realtime> {
    return this.figures.realtime(actor, query);
  }

  @Get('timeseries')
  @Access('project.read', 'everywhere')
  @ApiOperation({
    summary: 'Requests, errors and latency over time',
    description:
      'In steps as fine as is kept of that time: ten seconds for two days, a minute for two weeks, ten minutes for a year. A step that nobody told of is left out.',
  })
  @ApiOkResponse({ type: Timeseries })
  timeseries(@CurrentActor() actor: Actor, @Query() query: TimeseriesQuery): Promise<Timeseries> {
    return this.figures.timeseries(actor, query);
  }
}
