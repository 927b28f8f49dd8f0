import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { TARGET_STATUSES, type TargetStatus } from '@release-console/rollout-core';
import { PersonDto } from '../dto/person.dto.js';
import { ReleaseProjectDto } from '../dto/release-parts.dto.js';

export class StopEverythingDto {
  @ApiProperty({
    description: 'Why, for everybody who finds their release halted.',
    minLength: 1,
    maxLength: 2_000,
  })
  @IsString()
  @Matches(/\S/, { message: 'reason must have a visible character' })
  @MaxLength(2_000)
  reason: string;
  @ApiPropertyOptional({
    format: 'uuid',
    description:
      'Only this project; absent: everything that the asking person may stop, for an admin all projects.',
  })
  @IsOptional()
  @IsUUID()
  projectId?: string;
}

export class LiftStopDto {
  @ApiPropertyOptional({ description: 'Why it is safe to go on.', maxLength: 2_000 })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  reason?: string;
}

export class UnconfirmedNodeDto {
  @ApiProperty()
  nodeId: string;
  @ApiProperty()
  nodeName: string;
  @ApiProperty({ format: 'uuid' })
  releaseId: string;
  @ApiProperty({ minimum: 1 })
  releaseNumber: number;
  @ApiProperty({
    enum: TARGET_STATUSES,
    description: 'What it was last known to be doing, for example `updating`.',
  })
  status: TargetStatus;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'It was asked before the stop and may finish until then; after that it counts as timed out. Null: whenever it comes back.',
  })
  until: string | null;
}

export class HaltProofDto {
  @ApiProperty({ minimum: 0, description: 'Nodes that the release asked for anything so far.' })
  nodesAsked: number;
  @ApiProperty({
    minimum: 0,
    description:
      'Those of them that are known to be doing nothing for it any more. It stands still altogether when this equals `nodesAsked`.',
  })
  nodesConfirmed: number;
  @ApiProperty({
    minimum: 0,
    description: 'Those that have not confirmed and are not heard: they go on whenever they come back.',
  })
  nodesOutOfSight: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'Until when the last of the others can go on; after that it counts as timed out. Null: there are no others.',
  })
  until: string | null;
  @ApiProperty({
    type: [UnconfirmedNodeDto],
    maxItems: 100,
    description: 'The first 100 that have not confirmed, the latest end first.',
  })
  unconfirmed: UnconfirmedNodeDto[];
}

export class HaltedReleaseDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ minimum: 1 })
  number: number;
  @ApiProperty()
  title: string;
  @ApiProperty({
    description:
      '`paused`, or `rolling_back` while its way back stands still; `stopped` or `superseded` where nodes were still at work.',
  })
  status: string;
  @ApiProperty({
    minimum: 0,
    description:
      'Nodes that it asked for anything so far; where it had ended before, those that were still at work.',
  })
  asked: number;
  @ApiProperty({
    minimum: 0,
    description: 'Those of them that are known to be doing nothing for it any more.',
  })
  confirmed: number;
}

export class EmergencyStopDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: ReleaseProjectDto, nullable: true, description: 'Null: all projects.' })
  project: ReleaseProjectDto | null;
  @ApiProperty()
  reason: string;
  @ApiProperty({ type: PersonDto })
  stoppedBy: PersonDto;
  @ApiProperty({ format: 'date-time' })
  stoppedAt: string;
  @ApiProperty({
    type: [HaltedReleaseDto],
    description:
      'Unfinished releases that stand still because of it, and those that had ended before and left nodes at work.',
  })
  releases: HaltedReleaseDto[];
  @ApiProperty({ minimum: 0 })
  nodesAsked: number;
  @ApiProperty({ minimum: 0, description: 'The stop is complete when this equals `nodesAsked`.' })
  nodesConfirmed: number;
  @ApiProperty({
    type: [UnconfirmedNodeDto],
    description: 'The first 100 that have not confirmed, the latest end first.',
  })
  unconfirmed: UnconfirmedNodeDto[];
}

export class EmergencyStopsDto {
  @ApiProperty({ type: [EmergencyStopDto], description: 'Stops in force that concern you; empty is good.' })
  items: EmergencyStopDto[];
}
