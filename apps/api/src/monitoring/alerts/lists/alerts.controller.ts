import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../../../platform/auth-guard/index.js';
import {
  AcknowledgeAlert,
  Alert,
  AlertGroupPage,
  AlertPage,
  AlertQuery,
  AlertSummary,
  AlertSummaryQuery,
} from './alert.dto.js';
import { AlertsService } from './alerts.service.js';

@ApiTags('alerts')
@ApiBearerAuth()
@Controller('alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'Alerts of the projects that you may see, newest first',
    description: 'Those that are over are kept for 30 days; those that never fired are not.',
  })
  @ApiOkResponse({ type: AlertPage })
  list(@CurrentActor() actor: Actor, @Query() query: AlertQuery): Promise<AlertPage> {
    return this.alerts.list(actor, query);
  }

  @Get('groups')
  @SignedIn()
  @ApiOperation({
    summary: 'The same in groups',
    description: 'Alerts of one rule in one environment, and about one release, are a group.',
  })
  @ApiOkResponse({ type: AlertGroupPage })
  groups(@CurrentActor() actor: Actor, @Query() query: AlertQuery): Promise<AlertGroupPage> {
    return this.alerts.groups(actor, query);
  }

  @Get('summary')
  @SignedIn()
  @ApiOperation({ summary: 'How many alerts fire' })
  @ApiOkResponse({ type: AlertSummary })
  summary(@CurrentActor() actor: Actor, @Query() query: AlertSummaryQuery): Promise<AlertSummary> {
    return this.alerts.summary(actor, query.projectId);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Access('release.operate', { kind: 'alert', param: 'id' })
  @ApiOperation({
    summary: 'Say that you take care of an alert',
    description: 'It goes on firing. Whoever says so last is named. 409 ALERT_NOT_FIRING.',
  })
  @ApiOkResponse({ type: Alert })
  acknowledge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AcknowledgeAlert,
  ): Promise<Alert> {
    return this.alerts.acknowledge(actor, id, body.comment?.trim() || null);
  }
}
