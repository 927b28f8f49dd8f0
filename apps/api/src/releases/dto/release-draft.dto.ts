import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { Amount } from '@release-console/rollout-core';
import { StrategyDto } from './strategy.dto.js';
import { AMOUNT, IsAmount, IsLabelSelector } from './validators.js';

const DAY = 86_400;

export class ReleaseBinDto {
  @ApiProperty({ description: 'Name of the bin.', example: 'edge-proxy' })
  @IsString()
  @MaxLength(63)
  bin: string;
  @ApiProperty({ description: 'One of its versions.', example: '2.4.1' })
  @IsString()
  @MaxLength(100)
  version: string;
}

export class SelectorDto {
  @ApiPropertyOptional({
    description: 'A node matches when each label here has one of the values named for it.',
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: { region: ['ningxia', 'gansu'] },
  })
  @IsOptional()
  @IsObject()
  @IsLabelSelector()
  labels?: Record<string, string[]>;
  @ApiPropertyOptional({
    description: 'Only these nodes, by id; empty or absent for all that the labels match.',
    type: [String],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @ArrayUnique()
  @IsString({ each: true })
  nodeIds?: string[];
}

export class GroupCapDto {
  @ApiProperty({ description: 'Label whose values make the groups.', example: 'pop' })
  @IsString()
  @MinLength(1)
  @MaxLength(63)
  label: string;
  @ApiProperty({
    ...AMOUNT,
    description: 'Nodes of one group that may be unavailable at once; at least one.',
  })
  @IsAmount()
  max: Amount;
}

export class AllowedHoursDto {
  @ApiProperty({ description: 'IANA name of the time zone.', example: 'Asia/Shanghai' })
  @IsString()
  @MaxLength(64)
  timeZone: string;
  @ApiProperty({
    description: 'Days on which the hours begin; 1 is Monday, 7 is Sunday.',
    type: [Number],
    example: [1, 2, 3, 4, 5],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(7)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  days: number[];
  @ApiProperty({ description: 'Local time.', example: '09:00', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/)
  from: string;
  @ApiProperty({
    description: 'Local time; not after `from` means on the next day.',
    example: '17:00',
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/)
  to: string;
}

export class ReleaseDraftDto {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'The environment; or name it by `project` and `environment`.',
  })
  @IsOptional()
  @IsUUID()
  environmentId?: string;
  @ApiPropertyOptional({ description: 'Code of the project, with `environment`.' })
  @IsOptional()
  @IsString()
  @MaxLength(39)
  project?: string;
  @ApiPropertyOptional({ description: 'Code of the environment, with `project`.' })
  @IsOptional()
  @IsString()
  @MaxLength(39)
  environment?: string;
  @ApiProperty({
    description:
      'What to release, in the order of activation on each node; several bins are staged together and go back together.',
    type: [ReleaseBinDto],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ReleaseBinDto)
  bins: ReleaseBinDto[];
  @ApiPropertyOptional({ description: 'Short name for lists; absent: made of bin and version.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  title?: string;
  @ApiPropertyOptional({ description: 'Why, for approvers.' })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  notes?: string;
  @ApiPropertyOptional({ description: 'Which nodes of the environment; absent: all.', type: SelectorDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => SelectorDto)
  selector?: SelectorDto;
  @ApiProperty({ type: StrategyDto })
  @ValidateNested()
  @Type(() => StrategyDto)
  strategy: StrategyDto;
  @ApiPropertyOptional({
    ...AMOUNT,
    description: 'Nodes that may be unavailable through this release at once; at least one.',
    default: '25%',
  })
  @IsOptional()
  @IsAmount()
  maxUnavailable?: Amount;
  @ApiPropertyOptional({ description: 'The same per value of a label.', type: GroupCapDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => GroupCapDto)
  maxUnavailablePerGroup?: GroupCapDto;
  @ApiPropertyOptional({
    description: 'Seconds that a node must stay healthy on the new version before it counts.',
    minimum: 0,
    maximum: DAY,
    default: 30,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(DAY)
  minReadySeconds?: number;
  @ApiPropertyOptional({
    description: 'Seconds that a node has from being asked until it counts as timed out.',
    minimum: 1,
    maximum: 7 * DAY,
    default: 600,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(7 * DAY)
  nodeDeadlineSeconds?: number;
  @ApiPropertyOptional({
    description: 'Seconds of silence after which an asked node counts as dark.',
    minimum: 1,
    maximum: 7 * DAY,
    default: 120,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(7 * DAY)
  darkAfterSeconds?: number;
  @ApiPropertyOptional({
    ...AMOUNT,
    description:
      'Lost nodes (failed, timed out, dark) that are put up with; a share is one of those asked so far.',
    default: '10%',
  })
  @IsOptional()
  @IsAmount()
  failureThreshold?: Amount;
  @ApiPropertyOptional({
    enum: ['rollback', 'pause'],
    default: 'rollback',
    description: 'What happens when more are lost.',
  })
  @IsOptional()
  @IsIn(['rollback', 'pause'])
  onFailure?: 'rollback' | 'pause';
  @ApiPropertyOptional({
    description: 'Seconds that a rollback may take before its stragglers are named and it ends.',
    minimum: 1,
    maximum: 7 * DAY,
    default: 1_800,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(7 * DAY)
  rollbackDeadlineSeconds?: number;
  @ApiPropertyOptional({
    ...AMOUNT,
    description: 'Nodes more than at approval that may be there at deploy.',
    default: '10%',
  })
  @IsOptional()
  @IsAmount()
  nodeGrowth?: Amount;
  @ApiPropertyOptional({ description: 'When waves may begin; absent: at any time.', type: AllowedHoursDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => AllowedHoursDto)
  hours?: AllowedHoursDto;
  @ApiPropertyOptional({
    description:
      'Nodes that join the environment while it is under way: they get the baseline, or follow in its last wave (as far as `nodeGrowth` allows).',
    enum: ['baseline', 'last_wave'],
    default: 'baseline',
  })
  @IsOptional()
  @IsIn(['baseline', 'last_wave'])
  lateJoiners?: 'baseline' | 'last_wave';
}

export class NewReleaseDto extends ReleaseDraftDto {
  @ApiPropertyOptional({ description: 'Submit at once instead of keeping a draft.', default: false })
  @IsOptional()
  @IsBoolean()
  submit?: boolean;
}

export class EditReleaseDto extends ReleaseDraftDto {
  @ApiPropertyOptional({
    description: 'Revision that the edit was made on; refused when it is not the current one.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number;
}
