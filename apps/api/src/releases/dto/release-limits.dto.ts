import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { IsNested } from '../../platform/http/index.js';
import { CheckDto } from './check.dto.js';
import type { Amount } from '@release-console/rollout-core';
import { AMOUNT, IsAmount } from './validators.js';

const DAY = 86_400;

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

/** The rules of a release beside its strategy. */
export class ReleaseLimitsDto {
  @ApiPropertyOptional({
    ...AMOUNT,
    description: 'Nodes that may be unavailable through this release at once; at least one.',
    default: '25%',
  })
  @IsOptional()
  @IsAmount()
  maxUnavailable?: Amount;
  @ApiPropertyOptional({
    description: 'The same per value of a label; null: no such limit.',
    type: GroupCapDto,
    nullable: true,
  })
  @IsOptional()
  @IsNested()
  @Type(() => GroupCapDto)
  maxUnavailablePerGroup?: GroupCapDto | null;
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
    description:
      'What the judge looks at while the new version runs beside the old one. Absent, with an analysis in the strategy: errors, P50, P95 and P99 compared, which together call at most one good release in a hundred bad.',
    type: [CheckDto],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsNested({ each: true })
  @Type(() => CheckDto)
  checks?: CheckDto[];
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
  @ApiPropertyOptional({
    description: 'When waves may begin; null: at any time.',
    type: AllowedHoursDto,
    nullable: true,
  })
  @IsOptional()
  @IsNested()
  @Type(() => AllowedHoursDto)
  hours?: AllowedHoursDto | null;
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
