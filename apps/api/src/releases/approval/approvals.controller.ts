import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, SignedIn, type Actor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { AskDto } from '../dto/approval.dto.js';
import { ReleaseDetailDto } from '../dto/release-view.dto.js';
import { ReleaseViewsService } from '../release-views.service.js';
import { ApprovalPageDto, ApprovalQuery, type ApprovalItemDto } from './inbox.dto.js';
import { ApprovalsInboxService } from './inbox.service.js';
import { ReleaseApprovalsService } from './release-approvals.service.js';

@ApiTags('approvals')
@ApiBearerAuth()
@Controller()
export class ApprovalsController {
  constructor(
    private readonly inbox: ApprovalsInboxService,
    private readonly approvals: ReleaseApprovalsService,
    private readonly views: ReleaseViewsService,
  ) {}

  @Get('approvals')
  @SignedIn()
  @ApiOperation({
    summary: 'Requests for approval in the projects that you may see, newest first',
    description:
      'Those that wait for you, for others, or that are decided. One of them is read as its release.',
  })
  @ApiOkResponse({ type: ApprovalPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: ApprovalQuery): Promise<Page<ApprovalItemDto>> {
    return this.inbox.page(actor, query);
  }

  @Post('releases/:id/questions')
  @Access('release.draft', { kind: 'release', param: 'id' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask a question about a request, or answer one',
    description:
      'It goes on waiting; the makers see it. 409 NOT_ASKED_FOR when nobody is asked to decide now.',
  })
  @ApiOkResponse({ type: ReleaseDetailDto })
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: AskDto,
  ): Promise<ReleaseDetailDto> {
    await this.approvals.ask(actor, id, body);
    return this.views.detail(actor, id);
  }
}
