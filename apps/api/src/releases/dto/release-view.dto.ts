import { ApiProperty } from '@nestjs/swagger';
import {
  RELEASE_STATUSES,
  TARGET_STATUSES,
  type ReleaseStatus,
  type TargetStatus,
} from '@release-console/rollout-core';
import { LocalizedText } from '../../platform/http/index.js';
import { ApprovalDto } from './approval.dto.js';
import { ExpectedSpanDto, ExpectedTimesDto } from './expected-times.dto.js';
import { PersonDto } from './person.dto.js';
import { ReleasePlanDto } from './release-draft.dto.js';
import {
  ActionDto,
  BlockDto,
  CountsDto,
  ExceptionDto,
  FromVersionDto,
  MadeFromDto,
  PromotionDto,
  ReleasedArtifactDto,
  ReleasedBinDto,
  ReleaseEnvironmentDto,
  ReleaseProjectDto,
  RollbackOfDto,
  StepDto,
  TargetErrorDto,
  WaveDto,
} from './release-parts.dto.js';

export class ReleaseSummaryDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: 'Counts up over the whole console.' })
  number: number;
  @ApiProperty()
  title: string;
  @ApiProperty({ enum: ['forward', 'rollback'] })
  kind: 'forward' | 'rollback';
  @ApiProperty({ enum: RELEASE_STATUSES })
  status: ReleaseStatus;
  @ApiProperty({ description: 'Grows by one with plan, status and step, not with reports of nodes.' })
  revision: number;
  @ApiProperty({ type: ReleaseProjectDto })
  project: ReleaseProjectDto;
  @ApiProperty({ type: ReleaseEnvironmentDto })
  environment: ReleaseEnvironmentDto;
  @ApiProperty({ type: [ReleasedBinDto] })
  bins: ReleasedBinDto[];
  @ApiProperty({ enum: ['rolling', 'canary', 'blue-green'] })
  strategyType: 'rolling' | 'canary' | 'blue-green';
  @ApiProperty({ description: 'Index of the current step; equals `stepCount` after the last.' })
  step: number;
  @ApiProperty({ description: '0 before it was deployed.' })
  stepCount: number;
  @ApiProperty({ type: CountsDto })
  progress: CountsDto;
  @ApiProperty({
    type: LocalizedText,
    description: 'What it does or waits for, who can move it, what comes next.',
  })
  headline: LocalizedText;
  @ApiProperty({ type: PersonDto })
  author: PersonDto;
  @ApiProperty({ format: 'date-time' })
  createdAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  startedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt: string | null;
  @ApiProperty({ description: 'Could the asking person approve it now?' })
  needsMyApproval: boolean;
}

export class ReleaseDetailDto extends ReleaseSummaryDto {
  @ApiProperty()
  notes: string;
  @ApiProperty({ description: 'sha256 of the plan: what an approval names.', pattern: '^[0-9a-f]{64}$' })
  planHash: string;
  @ApiProperty({
    type: ReleasePlanDto,
    description: 'The plan with every default filled in; fit to make a new draft from.',
  })
  plan: ReleasePlanDto;
  @ApiProperty({
    type: MadeFromDto,
    nullable: true,
    description: 'The strategy template that its rules were copied from; null: none.',
  })
  strategyTemplate: MadeFromDto | null;
  @ApiProperty({ type: [ReleasedArtifactDto] })
  artifacts: ReleasedArtifactDto[];
  @ApiProperty({ type: RollbackOfDto, nullable: true })
  rollbackOf: RollbackOfDto | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The latest release that rolls this one back.',
  })
  rollbackReleaseId: string | null;
  @ApiProperty({
    type: RollbackOfDto,
    nullable: true,
    description: 'The newer release that took its place; null: none.',
  })
  supersededBy: RollbackOfDto | null;
  @ApiProperty({ type: [BlockDto] })
  blockedBy: BlockDto[];
  @ApiProperty({ type: [ActionDto], description: 'All actions, always in the same order.' })
  actions: ActionDto[];
  @ApiProperty({ type: ApprovalDto })
  approval: ApprovalDto;
  @ApiProperty({
    type: [StepDto],
    description: 'Before deploy: as they would be for the nodes counted when the plan was made.',
  })
  steps: StepDto[];
  @ApiProperty({ type: [WaveDto] })
  waves: WaveDto[];
  @ApiProperty({
    type: [ExceptionDto],
    description:
      'Nodes that are lost, skipped or not seen back, and those that failed and are back; the first 100.',
  })
  exceptions: ExceptionDto[];
  @ApiProperty({
    type: LocalizedText,
    nullable: true,
    description: 'Why it was rejected, cancelled or stopped, if a person said so.',
  })
  stopReason: LocalizedText | null;
}

export class ReleasePageDto {
  @ApiProperty({ type: [ReleaseSummaryDto] })
  items: ReleaseSummaryDto[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class PreviewNodeDto {
  @ApiProperty()
  id: string;
  @ApiProperty()
  name: string;
}

export class PreviewWaveDto {
  @ApiProperty({ minimum: 0 })
  index: number;
  @ApiProperty({ type: LocalizedText })
  title: LocalizedText;
  @ApiProperty({ minimum: 0 })
  size: number;
  @ApiProperty({ type: [PreviewNodeDto], description: 'The first 50 in the order in which they are asked.' })
  nodes: PreviewNodeDto[];
  @ApiProperty({
    type: ExpectedSpanDto,
    nullable: true,
    description: 'When it would begin and end; null: the whole release has no nodes.',
  })
  expected: ExpectedSpanDto | null;
}

export class ReleasePreviewDto {
  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  planHash: string;
  @ApiProperty({ type: [StepDto] })
  steps: StepDto[];
  @ApiProperty({ type: [PreviewWaveDto] })
  waves: PreviewWaveDto[];
  @ApiProperty({ minimum: 0 })
  nodeCount: number;
  @ApiProperty({ description: 'Bytes that all nodes together download.' })
  bytesTotal: number;
  @ApiProperty({
    type: ExpectedTimesDto,
    nullable: true,
    description: 'How long it would take, and what that rests on; null: it has no nodes.',
  })
  expected: ExpectedTimesDto | null;
  @ApiProperty({
    type: [LocalizedText],
    description: 'What should be looked at before going on; an empty list is good.',
  })
  warnings: LocalizedText[];
  @ApiProperty({
    type: PromotionDto,
    nullable: true,
    description: 'What the promotion rule of the environment says to these versions; null: it has none.',
  })
  promotion: PromotionDto | null;
  @ApiProperty({ minimum: 0 })
  approvalsRequired: number;
  @ApiProperty({ type: [PersonDto] })
  whoMayApprove: PersonDto[];
  @ApiProperty({ type: [FromVersionDto] })
  fromVersions: FromVersionDto[];
  @ApiProperty({ type: ReleasePlanDto, description: 'The plan with every default filled in.' })
  plan: ReleasePlanDto;
}

export class ObservedDto {
  @ApiProperty({ type: String, nullable: true })
  sha256: string | null;
  @ApiProperty({ type: String, nullable: true })
  version: string | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Null: the agent can not say.' })
  healthy: boolean | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: '`process`: hash of the running executable; `file`: of the file on disk.',
  })
  source: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Latest reported phase of an update.' })
  phase: string | null;
}

export class FromDto {
  @ApiProperty({ type: String, nullable: true })
  sha256: string | null;
  @ApiProperty({ type: String, nullable: true })
  version: string | null;
}

export class ReleaseTargetDto {
  @ApiProperty()
  nodeId: string;
  @ApiProperty()
  nodeName: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  labels: Record<string, string>;
  @ApiProperty({ minimum: 0 })
  wave: number;
  @ApiProperty({ enum: TARGET_STATUSES })
  status: TargetStatus;
  @ApiProperty({ format: 'date-time', description: 'Since when it has this status.' })
  since: string;
  @ApiProperty({ type: TargetErrorDto, nullable: true })
  error: TargetErrorDto | null;
  @ApiProperty({
    type: FromDto,
    nullable: true,
    description: 'What it ran before; null until it was asked, or if nothing.',
  })
  from: FromDto | null;
  @ApiProperty({ type: ObservedDto, nullable: true, description: 'What its agent last said.' })
  observed: ObservedDto | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastSeenAt: string | null;
  @ApiProperty({ enum: ['online', 'stale', 'offline', 'never'] })
  presence: string;
  @ApiProperty({ description: 'Generation that this release gave it; 0 before.' })
  generation: number;
}

export class ReleaseTargetPageDto {
  @ApiProperty({ type: [ReleaseTargetDto] })
  items: ReleaseTargetDto[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class ReleaseEventDto {
  @ApiProperty({ description: 'Counts up without gaps within a release.' })
  seq: number;
  @ApiProperty({ example: 'release.promoted' })
  type: string;
  @ApiProperty({ format: 'date-time' })
  at: string;
  @ApiProperty({ type: PersonDto, nullable: true, description: 'Null: the engine itself.' })
  actor: PersonDto | null;
  @ApiProperty({ type: LocalizedText })
  text: LocalizedText;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The event as it was decided; its fields depend on `type`.',
  })
  data: Record<string, unknown>;
}

export class ReleaseEventPageDto {
  @ApiProperty({ type: [ReleaseEventDto] })
  items: ReleaseEventDto[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
