import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, SignedIn, type Actor } from '../platform/auth-guard/index.js';
import { IfMatch, Tagged, type Page } from '../platform/http/index.js';
import { EditReleaseDto, NewReleaseDto, ReleaseDraftDto } from './dto/release-draft.dto.js';
import { ReleaseEventListQuery, ReleaseListQuery, TargetListQuery } from './dto/release-query.dto.js';
import {
  ReleaseDetailDto,
  ReleaseEventPageDto,
  ReleasePageDto,
  ReleasePreviewDto,
  ReleaseTargetPageDto,
  type ReleaseEventDto,
  type ReleaseSummaryDto,
  type ReleaseTargetDto,
} from './dto/release-view.dto.js';
import { ReleaseDraftsService } from './release-drafts.service.js';
import { ReleaseViewsService } from './release-views.service.js';

const OWN = { kind: 'release', param: 'id' } as const;

@ApiTags('releases')
@ApiBearerAuth()
@Controller('releases')
export class ReleasesController {
  constructor(
    private readonly drafts: ReleaseDraftsService,
    private readonly views: ReleaseViewsService,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'Releases of the projects that you may see, newest first' })
  @ApiOkResponse({ type: ReleasePageDto })
  list(@CurrentActor() actor: Actor, @Query() query: ReleaseListQuery): Promise<Page<ReleaseSummaryDto>> {
    return this.views.page(actor, query);
  }

  @Post('preview')
  @HttpCode(200)
  @Access('release.draft', 'everywhere')
  @ApiOperation({
    summary: 'What a release would do',
    description: 'Waves with their nodes, bytes, warnings and who must approve; nothing is saved.',
  })
  @ApiOkResponse({ type: ReleasePreviewDto })
  async preview(@CurrentActor() actor: Actor, @Body() draft: ReleaseDraftDto): Promise<ReleasePreviewDto> {
    return this.views.preview(actor, await this.drafts.preview(actor, draft));
  }

  @Post()
  @Access('release.draft', 'everywhere')
  @ApiOperation({ summary: 'Draft a release', description: 'With `submit: true` it is submitted at once.' })
  @ApiCreatedResponse({ type: ReleaseDetailDto })
  async create(@CurrentActor() actor: Actor, @Body() draft: NewReleaseDto): Promise<ReleaseDetailDto> {
    return this.views.detail(actor, await this.drafts.create(actor, draft));
  }

  @Get(':id')
  @Tagged()
  @Access('project.read', OWN)
  @ApiOperation({ summary: 'One release with everything that its page shows' })
  @ApiOkResponse({ type: ReleaseDetailDto })
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ReleaseDetailDto> {
    return this.views.detail(actor, id);
  }

  @Put(':id')
  @IfMatch('release')
  @Access('release.draft', OWN)
  @ApiOperation({ summary: 'Edit a draft', description: 'Replaces the plan; 409 unless it is a draft.' })
  @ApiOkResponse({ type: ReleaseDetailDto })
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() draft: EditReleaseDto,
  ): Promise<ReleaseDetailDto> {
    await this.drafts.edit(actor, id, draft);
    return this.views.detail(actor, id);
  }

  @Get(':id/targets')
  @Access('project.read', OWN)
  @ApiOperation({
    summary: 'Nodes of a release, in the order in which they are asked',
    description: 'Empty before it is deployed.',
  })
  @ApiOkResponse({ type: ReleaseTargetPageDto })
  targets(@Param('id') id: string, @Query() query: TargetListQuery): Promise<Page<ReleaseTargetDto>> {
    return this.views.targetPage(id, query);
  }

  @Get(':id/events')
  @Access('project.read', OWN)
  @ApiOperation({ summary: 'What happened in a release, newest first' })
  @ApiOkResponse({ type: ReleaseEventPageDto })
  events(@Param('id') id: string, @Query() query: ReleaseEventListQuery): Promise<Page<ReleaseEventDto>> {
    return this.views.eventPage(id, query);
  }
}
