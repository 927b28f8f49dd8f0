import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { IfMatch } from '../../platform/http/index.js';
import {
  ChangedStrategyTemplate,
  StrategyTemplate,
  StrategyTemplatePage,
  StrategyTemplateRequest,
} from './strategy-template.dto.js';
import { StrategyTemplatesService } from './strategy-templates.service.js';

const PROJECT = { kind: 'project', param: 'id' };
const ID = { name: 'id', description: 'Id or code of the project.' };

@ApiTags('strategy templates')
@ApiBearerAuth()
@Controller('projects/:id/strategy-templates')
export class StrategyTemplatesController {
  constructor(private readonly templates: StrategyTemplatesService) {}

  @Get()
  @Access('project.read', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Strategy templates of a project',
    description: 'By name. A release names one by `strategyTemplateId` and copies its rules.',
  })
  @ApiOkResponse({ type: StrategyTemplatePage })
  list(@Param('id') id: string): Promise<StrategyTemplatePage> {
    return this.templates.list(id);
  }

  @Post()
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Keep a strategy under a name',
    description: 'Checked like the rules of a release. 409 TEMPLATE_NAME_TAKEN.',
  })
  @ApiCreatedResponse({ type: StrategyTemplate })
  create(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: StrategyTemplateRequest,
  ): Promise<StrategyTemplate> {
    return this.templates.create(actor, id, body);
  }

  @Put(':templateId')
  @IfMatch('strategy template')
  @Access('project.configure', PROJECT)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Replace a strategy template',
    description:
      'Counts for releases that are made from then on; no existing one changes. 409 STALE_REVISION, TEMPLATE_NAME_TAKEN.',
  })
  @ApiOkResponse({ type: StrategyTemplate })
  replace(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('templateId', ParseUUIDPipe) templateId: string,
    @Body() body: ChangedStrategyTemplate,
  ): Promise<StrategyTemplate> {
    return this.templates.replace(actor, id, templateId, body);
  }

  @Delete(':templateId')
  @Access('project.configure', PROJECT)
  @HttpCode(204)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Delete a strategy template',
    description: 'Releases made from it keep their copy and its name.',
  })
  @ApiNoContentResponse()
  remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('templateId', ParseUUIDPipe) templateId: string,
  ): Promise<void> {
    return this.templates.remove(actor, id, templateId);
  }
}
