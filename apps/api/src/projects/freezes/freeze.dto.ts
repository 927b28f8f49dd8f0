import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { type Weekday } from '@release-console/rollout-core';
import { Type } from 'class-transformer';
import { IsArray, IsDefined, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { IsMoment, IsNested, SeenRevision } from '../../platform/http/index.js';

const VISIBLE = /^(?=.*\S)\P{Cc}*$/u;
const KINDS = ['once', 'weekly'] as const;
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export class FreezeTimesDto {
  @ApiProperty({
    enum: KINDS,
    description: '`once` takes startsAt and endsAt; `weekly` takes all other fields.',
  })
  @IsIn(KINDS)
  kind: (typeof KINDS)[number];
  @ApiPropertyOptional({ format: 'date-time', description: 'Of `once`: its beginning.' })
  @IsOptional()
  @IsMoment()
  startsAt?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Of `once`: its end, not included.' })
  @IsOptional()
  @IsMoment()
  endsAt?: string;
  @ApiPropertyOptional({ description: 'Of `weekly`: IANA time zone whose clocks count.', maxLength: 64 })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  timeZone?: string;
  @ApiPropertyOptional({
    type: [Number],
    description: 'Of `weekly`: the days on which it begins, 1 (Monday) to 7 (Sunday), each at most once.',
  })
  @IsOptional()
  @IsArray()
  @IsIn(DAYS, { each: true })
  days?: readonly Weekday[];
  @ApiPropertyOptional({ description: 'Of `weekly`: its beginning as HH:MM.', example: '22:00' })
  @IsOptional()
  @IsString()
  from?: string;
  @ApiPropertyOptional({
    description: 'Of `weekly`: its end as HH:MM, not included; not later than `from` means the next day.',
    example: '06:00',
  })
  @IsOptional()
  @IsString()
  to?: string;
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Of `weekly`: nothing of it counts before; absent or null for since ever.',
  })
  @IsOptional()
  @IsMoment()
  validFrom?: string | null;
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Of `weekly`: nothing of it counts from then on; absent or null for never ending.',
  })
  @IsOptional()
  @IsMoment()
  validUntil?: string | null;
}

export class FreezeRequest {
  @ApiProperty({ description: 'What people call it; shown wherever it holds a release.', maxLength: 100 })
  @IsString()
  @MaxLength(100)
  @Matches(VISIBLE, { message: 'name must have a visible character and no control characters' })
  name: string;
  @ApiProperty({ description: 'Why, for everybody whose release waits.', maxLength: 500 })
  @IsString()
  @MaxLength(500)
  @Matches(VISIBLE, { message: 'reason must have a visible character and no control characters' })
  reason: string;
  @ApiProperty({ type: FreezeTimesDto, description: 'When it holds.' })
  @IsDefined()
  @IsNested()
  @Type(() => FreezeTimesDto)
  times: FreezeTimesDto;
}

export class ProjectFreezeRequest extends FreezeRequest {
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The one environment that it holds; absent or null for all of the project.',
  })
  @IsOptional()
  @IsUUID()
  environmentId?: string | null;
}

export class ChangedFreeze extends IntersectionType(FreezeRequest, SeenRevision) {}

export class ChangedProjectFreeze extends IntersectionType(ProjectFreezeRequest, SeenRevision) {}

export class FreezeRangeQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'Occurrences that end after; absent: now.' })
  @IsOptional()
  @IsMoment()
  from?: string;
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Occurrences that begin before, at most 400 days after `from`; absent: 31 days after it.',
  })
  @IsOptional()
  @IsMoment()
  to?: string;
}

export class FreezeOccurrence {
  @ApiProperty({ format: 'date-time', description: 'Beginning.' })
  startsAt: string;
  @ApiProperty({ format: 'date-time', description: 'End, not included.' })
  endsAt: string;
}

export class Freeze {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: everywhere.' })
  projectId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: all environments.' })
  environmentId: string | null;
  @ApiProperty({ description: 'What people call it.' })
  name: string;
  @ApiProperty({ description: 'Why.' })
  reason: string;
  @ApiProperty({ type: FreezeTimesDto, description: 'When it holds.' })
  times: FreezeTimesDto;
  @ApiProperty({
    type: [FreezeOccurrence],
    description: 'In the range that was asked for, in order; those at its edges are named whole.',
  })
  occurrences: readonly FreezeOccurrence[];
  @ApiProperty({ description: 'Grows with each change; say it as `expectedRevision`.', minimum: 1 })
  revision: number;
  @ApiProperty({ description: 'Who changed it last.' })
  changedBy: string;
  @ApiProperty({ format: 'date-time', description: 'Changed last.' })
  changedAt: string;
}

export class FreezePage {
  @ApiProperty({ type: [Freeze], description: 'Oldest first; all of them.' })
  items: readonly Freeze[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: there is one page.' })
  nextCursor: string | null;
}
