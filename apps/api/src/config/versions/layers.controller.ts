import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { RevealedText } from '../secrets/config-secret.dto.js';
import { ConfigDiff, ConfigDiffQuery } from './diff.dto.js';
import {
  ConfigCheck,
  ConfigEffective,
  ConfigLayer,
  ConfigMerge,
  ConfigVersionPage,
  ConfigVersionQuery,
  LayerContent,
  MergeLayer,
  PromoteKeys,
  RevealText,
  SaveLayer,
  type ConfigVersion,
} from './layer.dto.js';
import { LayerEditsService } from './layer-edits.service.js';
import { LayerViewsService } from './layer-views.service.js';

const FILE = { kind: 'config', param: 'id' };
const LAYER = { name: 'layer', description: '`base`, or the code of an environment.' };

@ApiTags('configs')
@ApiBearerAuth()
@Controller('configs/:id')
export class LayersController {
  constructor(
    private readonly edits: LayerEditsService,
    private readonly views: LayerViewsService,
  ) {}

  @Get('layers/:layer')
  @Access('project.read', FILE)
  @ApiParam(LAYER)
  @ApiOperation({
    summary: 'Newest text of a layer',
    description:
      'With references to secrets as they are written. A text of a file that is a secret is hidden.',
  })
  @ApiOkResponse({ type: ConfigLayer })
  layer(@Param('id', ParseUUIDPipe) id: string, @Param('layer') layer: string): Promise<ConfigLayer> {
    return this.views.layer(id, layer);
  }

  @Put('layers/:layer')
  @Access('config.edit', FILE)
  @ApiParam(LAYER)
  @ApiOperation({
    summary: 'Save a layer as a new version',
    description:
      'Parsed first, laid over the base, and checked against the schema in every environment that it reaches: 400 names line and column. 409 CONFIG_CHANGED when somebody saved meanwhile: `merge` shows three ways. What changes nothing makes no version. Nodes get it when it is published.',
  })
  @ApiOkResponse({ type: ConfigLayer })
  save(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('layer') layer: string,
    @Body() body: SaveLayer,
  ): Promise<ConfigLayer> {
    return this.edits.save(actor, id, layer, body);
  }

  @Post('layers/:layer/check')
  @Access('config.edit', FILE)
  @HttpCode(200)
  @ApiParam(LAYER)
  @ApiOperation({
    summary: 'What would a text of a layer be?',
    description: 'Its faults, and what the environment would have. Nothing is kept.',
  })
  @ApiOkResponse({ type: ConfigCheck })
  check(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('layer') layer: string,
    @Body() body: LayerContent,
  ): Promise<ConfigCheck> {
    return this.edits.check(actor, id, layer, body);
  }

  @Post('layers/:layer/merge')
  @Access('config.edit', FILE)
  @HttpCode(200)
  @ApiParam(LAYER)
  @ApiOperation({
    summary: 'Merge a text with what was saved meanwhile',
    description: 'By key, or by line where the format has none. Nothing is kept.',
  })
  @ApiOkResponse({ type: ConfigMerge })
  merge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('layer') layer: string,
    @Body() body: MergeLayer,
  ): Promise<ConfigMerge> {
    return this.edits.merge(actor, id, layer, body);
  }

  @Post('layers/:layer/promote')
  @Access('config.edit', FILE)
  @HttpCode(200)
  @ApiParam({ ...LAYER, description: 'Code of the environment that takes them.' })
  @ApiOperation({
    summary: 'Take keys over from another environment',
    description:
      'Saves a version of the environment’s own layer in which those keys are as the other one has them. Nothing else of it changes.',
  })
  @ApiOkResponse({ type: ConfigLayer })
  promote(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('layer') layer: string,
    @Body() body: PromoteKeys,
  ): Promise<ConfigLayer> {
    return this.edits.promote(actor, id, layer, body);
  }

  @Post('layers/:layer/reveal')
  @Access('secret.reveal', FILE)
  @HttpCode(200)
  @ApiParam(LAYER)
  @ApiOperation({
    summary: 'Show a text of a file that is a secret',
    description: 'Written into the audit log with its reason.',
  })
  @ApiOkResponse({ type: RevealedText })
  reveal(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('layer') layer: string,
    @Body() body: RevealText,
  ): Promise<RevealedText> {
    return this.views.reveal(actor, id, layer, body);
  }

  @Get('versions')
  @Access('project.read', FILE)
  @ApiOperation({
    summary: 'Versions of the layers of a file',
    description: 'Newest first, with what was published of them.',
  })
  @ApiOkResponse({ type: ConfigVersionPage })
  versions(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ConfigVersionQuery,
  ): Promise<Page<ConfigVersion>> {
    return this.views.versions(id, query);
  }

  @Get('versions/:layer/:version')
  @Access('project.read', FILE)
  @ApiParam(LAYER)
  @ApiParam({ name: 'version', description: 'Its number in the layer.' })
  @ApiOperation({
    summary: 'One version of a layer',
    description: 'With its text, unless the file is a secret.',
  })
  @ApiOkResponse({ type: ConfigLayer })
  version(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('layer') layer: string,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<ConfigLayer> {
    return this.views.version(id, layer, version);
  }

  @Get('diff')
  @Access('project.read', FILE)
  @ApiOperation({
    summary: 'Compare two texts of a file',
    description:
      'Any two versions, environments, drafts or published texts; by line and by key. Secrets are shown by their references only.',
  })
  @ApiOkResponse({ type: ConfigDiff })
  diff(@Param('id', ParseUUIDPipe) id: string, @Query() query: ConfigDiffQuery): Promise<ConfigDiff> {
    return this.views.diff(id, query);
  }

  @Get('environments/:environment/effective')
  @Access('project.read', FILE)
  @ApiParam({ name: 'environment', description: 'Code of the environment.' })
  @ApiOperation({
    summary: 'What an environment would have',
    description: 'The draft: newest base and own layer together, and where each key came from.',
  })
  @ApiOkResponse({ type: ConfigEffective })
  effective(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('environment') environment: string,
  ): Promise<ConfigEffective> {
    return this.views.effective(id, environment);
  }
}
