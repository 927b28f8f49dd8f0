import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  RELEASE_STATUSES,
  TARGET_STATUSES,
  type ReleaseStatus,
  type TargetStatus,
} from '@release-console/rollout-core';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { PageQuery, WholeNumber } from '../../platform/http/index.js';

const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;

export class ReleaseListQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  environmentId?: string;
  @ApiPropertyOptional({
    description: 'One or more statuses, separated by commas.',
    type: String,
    example: 'deploying,paused',
  })
  @IsOptional()
  @Transform(list)
  @IsIn(RELEASE_STATUSES, { each: true })
  status?: ReleaseStatus[];
  @ApiPropertyOptional({ description: '`true`: only those under way.', type: Boolean })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  active?: boolean;
  @ApiPropertyOptional({ description: 'Only releases of this bin.' })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  bin?: string;
  @ApiPropertyOptional({ description: 'Part of title, project code, bin, version, or `#number`.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

export const EVENT_MAKERS = ['user', 'system'] as const;
export type EventMaker = (typeof EVENT_MAKERS)[number];

export class ReleaseEventListQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'Only what people did, or only what happened by itself.',
    enum: EVENT_MAKERS,
  })
  @IsOptional()
  @IsIn(EVENT_MAKERS)
  by?: EventMaker;
}

export class TargetListQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'One or more statuses, separated by commas.',
    type: String,
    example: 'failed,dark',
  })
  @IsOptional()
  @Transform(list)
  @IsIn(TARGET_STATUSES, { each: true })
  status?: TargetStatus[];
  @ApiPropertyOptional({ description: 'Only this wave, from 0.', minimum: 0, maximum: 1_000_000 })
  @IsOptional()
  @WholeNumber(0, 1_000_000)
  wave?: number;
  @ApiPropertyOptional({ description: 'Part of the name or id of the node.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}
