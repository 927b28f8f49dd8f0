import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsMoment, WholeNumber, emptyAsAbsent } from '../../platform/http/index.js';

export const COHORTS = ['canary', 'baseline'] as const;
export type Cohort = (typeof COHORTS)[number];

export const GROUPINGS = ['none', 'version', 'cohort', 'bin', 'environment'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const MOST_POINTS = 300;

export class MonitoringQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only the bins and the environment of this release.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  releaseId?: string;
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  environmentId?: string;
  @ApiPropertyOptional({ description: 'Name of a bin.', maxLength: 100 })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsString()
  @MaxLength(100)
  bin?: string;
  @ApiPropertyOptional({ description: 'Version of a bin.', maxLength: 100 })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsString()
  @MaxLength(100)
  version?: string;
  @ApiPropertyOptional({
    enum: COHORTS,
    description: 'Of a release: nodes that run what it brings, or nodes beside them that run something else.',
  })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(COHORTS)
  cohort?: Cohort;
  @ApiPropertyOptional({
    description: 'Id of a node; its windows are there for forty minutes.',
    maxLength: 100,
  })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsString()
  @MaxLength(100)
  nodeId?: string;
  @ApiPropertyOptional({ enum: GROUPINGS, default: 'none', description: 'What is shown apart.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(GROUPINGS)
  by?: Grouping;
}

export class TimeseriesQuery extends MonitoringQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'An hour before the end when absent.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsMoment()
  from?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Now when absent.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsMoment()
  to?: string;
  @ApiPropertyOptional({
    minimum: 10,
    maximum: MOST_POINTS,
    default: MOST_POINTS,
    description: 'So many points at the most: as many as the panel can show.',
  })
  @IsOptional()
  @WholeNumber(10, MOST_POINTS)
  points?: number;
}
