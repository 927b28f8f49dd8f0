import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import {
  ChangeQuery,
  ConfigRelease,
  DeleteConfig,
  MadePublications,
  MakePublications,
  PublicationChange,
  PublicationPage,
  PublicationQuery,
  PublishConfig,
  RollBackConfig,
  type Publication,
} from './publication.dto.js';
import { PublicationViewsService } from './publication-views.service.js';
import { ConfigRollbackService } from './config-rollback.service.js';
import { PublishingService } from './publishing.service.js';

const FILE = { kind: 'config', param: 'id' };
const BIN = { kind: 'bin', param: 'bin' };

@ApiTags('configs')
@ApiBearerAuth()
@Controller('configs')
export class PublicationsController {
  constructor(
    private readonly publishing: PublishingService,
    private readonly rollbacks: ConfigRollbackService,
    private readonly views: PublicationViewsService,
  ) {}

  @Post('publications')
  @Access('release.draft', 'everywhere')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Make versions of files for a release',
    description:
      'What the drafts of one environment say now becomes versions that a release may name among its `bins`, alone or together with a program. Nothing reaches a node by this. 409 CONFIG_WAS_BAD for a text that was taken back; 400 names secrets without a value.',
  })
  @ApiOkResponse({ type: MadePublications })
  make(@CurrentActor() actor: Actor, @Body() body: MakePublications): Promise<MadePublications> {
    return this.publishing.make(actor, body);
  }

  @Get('publications/:bin/:version')
  @Access('project.read', BIN)
  @ApiParam({ name: 'bin', description: 'What releases know the file by.' })
  @ApiParam({ name: 'version', description: 'Name of the version, for example `7`.' })
  @ApiOperation({
    summary: 'What a published text changes',
    description: 'For approvers: compared with what the environment had when it was published.',
  })
  @ApiOkResponse({ type: PublicationChange })
  change(
    @Param('bin') bin: string,
    @Param('version') version: string,
    @Query() query: ChangeQuery,
  ): Promise<PublicationChange> {
    return this.views.change(bin, version, query.environment);
  }

  @Get(':id/publications')
  @Access('project.read', FILE)
  @ApiOperation({
    summary: 'Published versions of a file',
    description: 'Newest first, with what became of them.',
  })
  @ApiOkResponse({ type: PublicationPage })
  list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PublicationQuery): Promise<Page<Publication>> {
    return this.views.list(id, query);
  }

  @Post(':id/publish')
  @Access('release.draft', FILE)
  @ApiOperation({
    summary: 'Publish a file to an environment',
    description:
      'Makes a version of what the draft says and a release that brings it: approval, waves, judge and way back are those of every release. 409 CONFIG_UNCHANGED when the environment has it already.',
  })
  @ApiCreatedResponse({ type: ConfigRelease })
  publish(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PublishConfig,
  ): Promise<ConfigRelease> {
    return this.publishing.publish(actor, id, body);
  }

  @Post(':id/rollback')
  @Access('release.operate', FILE)
  @ApiOperation({
    summary: 'Roll a file back in an environment',
    description:
      'The draft gets a new version with the old content, and a release brings it, by the rules of a rollback: to the version before within the rollback window it needs no approval. Nothing more is to be published. 409 NOTHING_TO_ROLL_BACK_TO.',
  })
  @ApiCreatedResponse({ type: ConfigRelease })
  rollback(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RollBackConfig,
  ): Promise<ConfigRelease> {
    return this.rollbacks.rollback(actor, id, body);
  }

  @Post(':id/delete')
  @Access('release.draft', FILE)
  @ApiOperation({
    summary: 'Delete a file in an environment',
    description:
      'A release too: with it, agents take the file away and keep it for going back. Saving a text for the environment and publishing it brings the file back.',
  })
  @ApiCreatedResponse({ type: ConfigRelease })
  delete(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DeleteConfig,
  ): Promise<ConfigRelease> {
    return this.publishing.delete(actor, id, body);
  }
}
