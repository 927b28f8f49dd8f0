import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TARGET_STATUSES, type TargetStatus } from '@release-console/rollout-core';
import { IsOptional, IsUUID } from 'class-validator';
import { ReleasePlanDto } from '../dto/release-draft.dto.js';
import { ReleasedArtifactDto, StepDto, TargetErrorDto, WaveDto } from '../dto/release-parts.dto.js';
import { PreviewNodeDto, ReleaseSummaryDto, ReleaseTargetDto } from '../dto/release-view.dto.js';
import type { FactKind } from './failure-groups.js';

const FACT_KINDS = ['label', 'versionBefore', 'os', 'kernel', 'arch', 'agentVersion'];

export class SharedFactDto {
  @ApiProperty({ enum: FACT_KINDS, description: 'What is known of a node.' })
  kind: FactKind;
  @ApiProperty({ description: 'Key of the label; empty for other kinds.' })
  name: string;
  @ApiProperty()
  value: string;
  @ApiProperty({ minimum: 1, description: 'Nodes of the group that have it.' })
  inGroup: number;
  @ApiProperty({
    minimum: 1,
    description: 'Nodes that have it among all that were asked, the group included.',
  })
  asked: number;
  @ApiProperty({ description: 'How many times as frequent it is in the group as among all asked; over 1.' })
  lift: number;
}

export class FailureGroupDto {
  @ApiProperty({ description: 'Names the group within its release.', pattern: '^[0-9a-f]{16}$' })
  key: string;
  @ApiProperty({ description: 'Code of the error; the status in capitals of nodes that said nothing.' })
  code: string;
  @ApiProperty({ description: 'The message with numbers, hashes, paths, addresses and names replaced.' })
  text: string;
  @ApiProperty({ description: 'The message of one of them, as it was said.' })
  example: string;
  @ApiProperty({ minimum: 1 })
  count: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'How many of them are in which status.',
  })
  statuses: Record<string, number>;
  @ApiProperty({ type: [PreviewNodeDto], description: 'The first 20 in the order in which they were asked.' })
  nodes: PreviewNodeDto[];
  @ApiProperty({
    type: [SharedFactDto],
    description:
      'What at least half of the group has and few others: more than chance explains (Fisher’s exact test, one-sided, 5 % over all facts looked at). At most 5, the least likely first.',
  })
  shared: SharedFactDto[];
}

export class FailureGroupsDto {
  @ApiProperty({ minimum: 0, description: 'Nodes that were asked so far.' })
  asked: number;
  @ApiProperty({ minimum: 0, description: 'Nodes that failed, timed out, fell silent or did not come back.' })
  failed: number;
  @ApiProperty({ type: [FailureGroupDto], description: 'The largest first; at most 201.' })
  groups: FailureGroupDto[];
}

export class FailureGroupNodesDto {
  @ApiProperty({
    type: [String],
    description:
      'Ids of the nodes of the group, at most 10,000; those first that nobody retried or left out.',
  })
  nodeIds: string[];
  @ApiProperty({ description: 'The group has more nodes than are named.' })
  isCut: boolean;
}

export class TargetMomentDto {
  @ApiProperty({ description: 'Number of the event in the release.' })
  seq: number;
  @ApiProperty({ format: 'date-time' })
  at: string;
  @ApiProperty({ enum: TARGET_STATUSES, description: 'Status of the node from then on.' })
  status: TargetStatus;
  @ApiProperty({ type: TargetErrorDto, nullable: true, description: 'What was known to be wrong then.' })
  error: TargetErrorDto | null;
}

export class TargetDetailDto extends ReleaseTargetDto {
  @ApiProperty({
    type: [TargetMomentDto],
    description: 'What became of this node, the oldest first; at most 200.',
  })
  timeline: TargetMomentDto[];
}

export class CompareQuery {
  @ApiPropertyOptional({
    format: 'uuid',
    description:
      'The earlier release; absent: the one before `b` that was deployed to the same environment with one of its bins.',
  })
  @IsOptional()
  @IsUUID()
  a?: string;
  @ApiProperty({ format: 'uuid', description: 'The later release.' })
  @IsUUID()
  b: string;
}

export class ComparedReleaseDto extends ReleaseSummaryDto {
  @ApiProperty({ type: ReleasePlanDto, description: 'The plan with every default filled in.' })
  plan: ReleasePlanDto;
  @ApiProperty({ type: [ReleasedArtifactDto] })
  artifacts: ReleasedArtifactDto[];
  @ApiProperty({ type: [StepDto] })
  steps: StepDto[];
  @ApiProperty({ type: [WaveDto] })
  waves: WaveDto[];
  @ApiProperty({ type: Number, nullable: true, description: 'From deploy to end; null before the end.' })
  durationSeconds: number | null;
}

export class NodeSetsDto {
  @ApiProperty({ minimum: 0, description: 'Nodes that are targets of both.' })
  both: number;
  @ApiProperty({ minimum: 0 })
  onlyInA: number;
  @ApiProperty({ minimum: 0 })
  onlyInB: number;
  @ApiProperty({ type: [PreviewNodeDto], description: 'The first 20 by name.' })
  sampleOnlyInA: PreviewNodeDto[];
  @ApiProperty({ type: [PreviewNodeDto], description: 'The first 20 by name.' })
  sampleOnlyInB: PreviewNodeDto[];
}

export class ReleaseComparisonDto {
  @ApiProperty({ type: ComparedReleaseDto })
  a: ComparedReleaseDto;
  @ApiProperty({ type: ComparedReleaseDto })
  b: ComparedReleaseDto;
  @ApiProperty({
    type: [String],
    description: '`environment` and names of fields of the plan, and `artifacts`, in which the two differ.',
    example: ['bins', 'artifacts', 'strategy'],
  })
  differs: string[];
  @ApiProperty({
    type: NodeSetsDto,
    nullable: true,
    description: 'Null while one of them was not deployed: its nodes are chosen then.',
  })
  nodes: NodeSetsDto | null;
}
