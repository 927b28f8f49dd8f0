import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, SignedIn, type Actor } from '../../platform/auth-guard/index.js';
import { ReleaseAnalysisDto } from '../analysis/analysis.dto.js';
import { AnalysisService } from '../analysis/analysis.service.js';
import { HaltProofDto } from '../emergency/emergency-stop.dto.js';
import { ReleaseViewsService } from '../release-views.service.js';
import { FailuresService } from './failures.service.js';
import {
  CompareQuery,
  FailureGroupNodesDto,
  FailureGroupsDto,
  ReleaseComparisonDto,
  TargetDetailDto,
} from './insight.dto.js';
import { ReleaseComparisonService } from './release-comparison.service.js';

const OWN = { kind: 'release', param: 'id' } as const;

@ApiTags('releases')
@ApiBearerAuth()
@Controller('releases')
export class InsightController {
  constructor(
    private readonly failures: FailuresService,
    private readonly comparisons: ReleaseComparisonService,
    private readonly analyses: AnalysisService,
    private readonly views: ReleaseViewsService,
  ) {}

  @Get('compare')
  @SignedIn()
  @ApiOperation({
    summary: 'Two releases side by side',
    description: 'In what their plans differ, which nodes only one of them has, how long each step took.',
  })
  @ApiOkResponse({ type: ReleaseComparisonDto })
  compare(@CurrentActor() actor: Actor, @Query() query: CompareQuery): Promise<ReleaseComparisonDto> {
    return this.comparisons.compare(actor, query);
  }

  @Get(':id/analysis')
  @Access('project.read', OWN)
  @ApiOperation({
    summary: 'What the judge says of a release, and said',
    description:
      'While it waits at an analysis or a pause; each verdict with the numbers that it was reached from.',
  })
  @ApiOkResponse({ type: ReleaseAnalysisDto })
  analysis(@Param('id') id: string): Promise<ReleaseAnalysisDto> {
    return this.analyses.of(id);
  }

  @Get(':id/halt-proof')
  @Access('project.read', OWN)
  @ApiOperation({
    summary: 'The proof that a paused or stopped release stands still',
    description:
      'How many of the nodes that it asked have confirmed, which have not, and until when they can. Of a release that goes on it says who is at work; before deploy nobody was asked.',
  })
  @ApiOkResponse({ type: HaltProofDto })
  haltProof(@Param('id') id: string): Promise<HaltProofDto> {
    return this.views.haltProof(id);
  }

  @Get(':id/failure-groups')
  @Access('project.read', OWN)
  @ApiOperation({
    summary: 'Failed nodes by what they share',
    description:
      'Told apart by error code and message without what differs between nodes; each group with the facts that its nodes have more often than all asked nodes.',
  })
  @ApiOkResponse({ type: FailureGroupsDto })
  groups(@Param('id') id: string): Promise<FailureGroupsDto> {
    return this.failures.groups(id);
  }

  @Get(':id/failure-groups/:key')
  @Access('project.read', OWN)
  @ApiOperation({
    summary: 'Nodes of one group of failures',
    description: 'For what is done to all of them.',
  })
  @ApiOkResponse({ type: FailureGroupNodesDto })
  nodes(@Param('id') id: string, @Param('key') key: string): Promise<FailureGroupNodesDto> {
    return this.failures.nodesOf(id, key);
  }

  @Get(':id/targets/:nodeId')
  @Access('project.read', OWN)
  @ApiOperation({ summary: 'One node of a release, with what became of it' })
  @ApiOkResponse({ type: TargetDetailDto })
  target(@Param('id') id: string, @Param('nodeId') nodeId: string): Promise<TargetDetailDto> {
    return this.failures.target(id, nodeId);
  }
}
