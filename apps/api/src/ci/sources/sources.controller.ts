import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
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
  CiSecret,
  CiSource,
  CiSourcePage,
  CiSourceQuery,
  CiSourceTest,
  CreateCiSource,
  CreatedCiSource,
  EditCiSource,
  RotateCiSecret,
} from './source.dto.js';
import { SourcesService } from './sources.service.js';
import { CiStart, CiStarts, StartCiBuild } from './start.dto.js';
import { StartsService } from './starts.service.js';

const SOURCE = { kind: 'ci-source', param: 'id' };

@ApiTags('ci')
@ApiBearerAuth()
@Controller('ci/sources')
export class CiSourcesController {
  constructor(
    private readonly sources: SourcesService,
    private readonly starts: StartsService,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'List sources of builds',
    description: 'Of the projects that you belong to, newest first. Secrets are never in it.',
  })
  @ApiOkResponse({ type: CiSourcePage })
  list(@CurrentActor() actor: Actor, @Query() query: CiSourceQuery): Promise<Page<CiSource>> {
    return this.sources.list(actor, query);
  }

  @Post()
  @Access('project.configure', 'everywhere')
  @ApiOperation({
    summary: 'Create a source of builds',
    description: 'Its secret is in this answer only. 409 CI_SOURCE_NAME_TAKEN.',
  })
  @ApiCreatedResponse({ type: CreatedCiSource })
  create(@CurrentActor() actor: Actor, @Body() body: CreateCiSource): Promise<CreatedCiSource> {
    return this.sources.create(actor, body);
  }

  @Get(':id')
  @Access('project.read', SOURCE)
  @ApiOperation({ summary: 'One source of builds' })
  @ApiOkResponse({ type: CiSource })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<CiSource> {
    return this.sources.get(id);
  }

  @Patch(':id')
  @Access('project.configure', SOURCE)
  @ApiOperation({
    summary: 'Change a source of builds',
    description: 'What is left out stays. 409 CI_SOURCE_CHANGED.',
  })
  @ApiOkResponse({ type: CiSource })
  edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: EditCiSource,
  ): Promise<CiSource> {
    return this.sources.edit(actor, id, body);
  }

  @Delete(':id')
  @Access('project.configure', SOURCE)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a source with its rules, deliveries and builds',
    description: 'Versions that came from it stay, and so does what is known of where they came from.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  remove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.sources.remove(actor, id);
  }

  @Post(':id/secret')
  @Access('project.configure', SOURCE)
  @ApiOperation({
    summary: 'Make a new secret',
    description: 'The one so far is taken too for a while; one from before that no longer.',
  })
  @ApiCreatedResponse({ type: CiSecret })
  rotate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RotateCiSecret,
  ): Promise<CiSecret> {
    return this.sources.rotate(actor, id, body);
  }

  @Post(':id/test')
  @Access('project.configure', SOURCE)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask the source at its base URL whether it answers',
    description: 'With its token. Changes nothing.',
  })
  @ApiOkResponse({ type: CiSourceTest })
  test(@Param('id', ParseUUIDPipe) id: string): Promise<CiSourceTest> {
    return this.sources.test(id);
  }

  @Post(':id/builds')
  @Access('artifact.upload', SOURCE)
  @ApiOperation({
    summary: 'Start a Jenkins build',
    description:
      'It is followed through the queue to its end and, by the rules, to a version. 409 CI_NOT_ASKABLE without base URL and token, or for other kinds.',
  })
  @ApiCreatedResponse({ type: CiStart })
  start(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: StartCiBuild,
  ): Promise<CiStart> {
    return this.starts.start(actor, id, body);
  }

  @Get(':id/builds/started')
  @Access('project.read', SOURCE)
  @ApiOperation({ summary: 'Builds that people started here' })
  @ApiOkResponse({ type: CiStarts })
  started(@Param('id', ParseUUIDPipe) id: string): Promise<CiStarts> {
    return this.starts.list(id);
  }
}
