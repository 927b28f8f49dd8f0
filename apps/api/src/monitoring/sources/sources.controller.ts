import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { MetricSources, PromqlAnswer, PromqlTry } from './sources.dto.js';
import { SourcesService } from './sources.service.js';

@ApiTags('monitoring')
@ApiBearerAuth()
@Controller('monitoring')
export class SourcesController {
  constructor(private readonly sources: SourcesService) {}

  @Get('sources')
  @Access('project.read', 'everywhere')
  @ApiOperation({
    summary: 'Which Prometheus and Alertmanager are asked, and how that does',
    description: 'What agents measure and what programs tell by OTLP needs neither.',
  })
  @ApiOkResponse({ type: MetricSources })
  all(@CurrentActor() actor: Actor): Promise<MetricSources> {
    return this.sources.all(actor);
  }

  @Post('promql')
  @HttpCode(200)
  @Access('release.draft', 'everywhere')
  @ApiOperation({
    summary: 'Try the query of a check now, over all nodes of an environment',
    description:
      'Changes nothing. 400 with field query where Prometheus refuses it, 409 PROMETHEUS_NOT_CONFIGURED, 503 PROMETHEUS_UNAVAILABLE.',
  })
  @ApiOkResponse({ type: PromqlAnswer })
  try(@CurrentActor() actor: Actor, @Body() body: PromqlTry): Promise<PromqlAnswer> {
    return this.sources.try(actor, body);
  }
}
