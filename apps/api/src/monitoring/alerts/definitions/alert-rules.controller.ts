import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../../../platform/auth-guard/index.js';
import { IfMatch, Tagged } from '../../../platform/http/index.js';
import {
  AlertPreview,
  AlertRule,
  AlertRulePage,
  AlertRuleQuery,
  AlertRuleRequest,
  ChangedAlertRule,
} from './alert-rule.dto.js';
import { AlertPreviewService } from './alert-preview.service.js';
import { AlertRulesService } from './alert-rules.service.js';

const RULE = { kind: 'alert rule', param: 'id' };

@ApiTags('alerts')
@ApiBearerAuth()
@Controller('alert-rules')
export class AlertRulesController {
  constructor(
    private readonly rules: AlertRulesService,
    private readonly previews: AlertPreviewService,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'Alert rules of the projects that you may see, newest first' })
  @ApiOkResponse({ type: AlertRulePage })
  list(@CurrentActor() actor: Actor, @Query() query: AlertRuleQuery): Promise<AlertRulePage> {
    return this.rules.list(actor, query);
  }

  @Post()
  @Access('project.configure', 'everywhere')
  @ApiOperation({
    summary: 'Make an alert rule',
    description:
      'It is looked at every ten seconds. 409 ALERT_RULE_NAME_TAKEN; 409 TOO_MANY_ALERT_RULES from 200 of a project on.',
  })
  @ApiCreatedResponse({ type: AlertRule })
  create(@CurrentActor() actor: Actor, @Body() body: AlertRuleRequest): Promise<AlertRule> {
    return this.rules.create(actor, body);
  }

  @Post('preview')
  @HttpCode(200)
  @Access('project.configure', 'everywhere')
  @ApiOperation({ summary: 'What an alert rule would see now', description: 'Nothing is saved.' })
  @ApiOkResponse({ type: AlertPreview })
  preview(@CurrentActor() actor: Actor, @Body() body: AlertRuleRequest): Promise<AlertPreview> {
    return this.previews.preview(actor, body);
  }

  @Get(':id')
  @Tagged()
  @Access('project.read', RULE)
  @ApiOperation({ summary: 'One alert rule' })
  @ApiOkResponse({ type: AlertRule })
  get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<AlertRule> {
    return this.rules.get(actor, id);
  }

  @Put(':id')
  @IfMatch('alert rule')
  @Access('project.configure', RULE)
  @ApiOperation({
    summary: 'Replace an alert rule',
    description:
      'Alerts of the rule as it was resolve with `rule_changed`; what is still so begins anew by the rule as it is. 409 STALE_REVISION.',
  })
  @ApiOkResponse({ type: AlertRule })
  replace(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangedAlertRule,
  ): Promise<AlertRule> {
    return this.rules.replace(actor, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('project.configure', RULE)
  @ApiOperation({
    summary: 'Delete an alert rule',
    description: 'Its alerts resolve with `rule_deleted`, and stay in the history.',
  })
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.rules.remove(actor, id);
  }
}
