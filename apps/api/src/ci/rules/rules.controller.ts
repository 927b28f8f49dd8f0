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
import { Access, type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import {
  CiRule,
  CiRulePage,
  CiRuleQuery,
  CiRuleTrial,
  CreateCiRule,
  EditCiRule,
  TryCiRule,
} from './rule.dto.js';
import { RulesService } from './rules.service.js';

const RULE = { kind: 'ci-rule', param: 'id' };

@ApiTags('ci')
@ApiBearerAuth()
@Controller('ci/rules')
export class CiRulesController {
  constructor(private readonly rules: RulesService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'List rules for builds',
    description: 'Of the projects that you belong to, newest first.',
  })
  @ApiOkResponse({ type: CiRulePage })
  list(@CurrentActor() actor: Actor, @Query() query: CiRuleQuery): Promise<Page<CiRule>> {
    return this.rules.list(actor, query);
  }

  @Post()
  @Access('project.configure', 'everywhere')
  @ApiOperation({
    summary: 'Create a rule',
    description:
      'It says which file of which build becomes which version of which bin. It is about builds that finish from now on. Who asks for a release needs the right to draft one.',
  })
  @ApiCreatedResponse({ type: CiRule })
  create(@CurrentActor() actor: Actor, @Body() body: CreateCiRule): Promise<CiRule> {
    return this.rules.create(actor, body);
  }

  @Post('try')
  @HttpCode(200)
  @Access('project.configure', 'everywhere')
  @ApiOperation({
    summary: 'Try a rule on past builds',
    description: 'Which files would become what, and why others would not. Changes nothing.',
  })
  @ApiOkResponse({ type: CiRuleTrial })
  try(@CurrentActor() actor: Actor, @Body() body: TryCiRule): Promise<CiRuleTrial> {
    return this.rules.try(actor, body);
  }

  @Get(':id')
  @Access('project.read', RULE)
  @ApiOperation({ summary: 'One rule' })
  @ApiOkResponse({ type: CiRule })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<CiRule> {
    return this.rules.get(id);
  }

  @Put(':id')
  @Access('project.configure', RULE)
  @ApiOperation({
    summary: 'Replace a rule',
    description:
      'Whoever does it is its editor from now on. Builds that ended before are left alone, unless a call tells of them. 409 CI_RULE_CHANGED.',
  })
  @ApiOkResponse({ type: CiRule })
  edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: EditCiRule,
  ): Promise<CiRule> {
    return this.rules.edit(actor, id, body);
  }

  @Delete(':id')
  @Access('project.configure', RULE)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a rule',
    description: 'What came of it stays; what it has not done yet is not done.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  remove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.rules.remove(actor, id);
  }
}
