import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { CiBuild, CiBuildDetail, CiBuildPage, CiBuildQuery } from './build.dto.js';
import { BuildsService } from './builds.service.js';

@ApiTags('ci')
@ApiBearerAuth()
@Controller('ci/builds')
export class CiBuildsController {
  constructor(private readonly builds: BuildsService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'List builds',
    description: 'Of the projects that you belong to, the newest first, failed ones too.',
  })
  @ApiOkResponse({ type: CiBuildPage })
  list(@CurrentActor() actor: Actor, @Query() query: CiBuildQuery): Promise<Page<CiBuild>> {
    return this.builds.list(actor, query);
  }

  @Get(':id')
  @Access('project.read', { kind: 'ci-build', param: 'id' })
  @ApiOperation({ summary: 'One build with its files and what became of them' })
  @ApiOkResponse({ type: CiBuildDetail })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<CiBuildDetail> {
    return this.builds.get(id);
  }
}
