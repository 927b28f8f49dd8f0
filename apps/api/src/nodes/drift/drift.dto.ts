import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { emptyAsAbsent, PageQuery } from '../../platform/http/index.js';
import type { Enforcement } from './drift-policies.repository.js';

export class DriftSummaryQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only environments of this project.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  projectId?: string;
}

export class DriftListQuery extends PageQuery {
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
  @ApiPropertyOptional({ description: 'Id of a node.', maxLength: 100 })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsString()
  @MaxLength(100)
  nodeId?: string;
  @ApiPropertyOptional({ description: 'Name of a bin.', maxLength: 100 })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsString()
  @MaxLength(100)
  bin?: string;
  @ApiPropertyOptional({ enum: ['open', 'closed'], description: 'Both when absent.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(['open', 'closed'])
  state?: 'open' | 'closed';
}

export class DriftFinding {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: 'Id of the node.' })
  nodeId: string;
  @ApiProperty({ description: 'Name of the node.' })
  nodeName: string;
  @ApiProperty({ description: 'Name of the bin.' })
  bin: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Where the node served when it was found; null when that is gone.',
  })
  environmentId: string | null;
  @ApiProperty({ description: 'Digest that it should run.' })
  desiredSha256: string;
  @ApiProperty({ type: String, nullable: true, description: 'Version that it should run.' })
  desiredVersion: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Digest that was found; null when nothing ran.' })
  foundSha256: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Version of that digest; null when it is none of ours.',
  })
  foundVersion: string | null;
  @ApiProperty({ format: 'date-time', description: 'When it first reported so.' })
  since: string;
  @ApiProperty({ minimum: 0, description: 'How often it was asked again for what it should run.' })
  attempts: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Before this it is not asked again; null while it was never asked.',
  })
  nextAttemptAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null while it is open.' })
  closedAt: string | null;
  @ApiProperty({
    type: String,
    enum: ['agrees', 'desired_changed', 'node_left'],
    nullable: true,
    description: 'It runs what it should again, something else is desired, or the node left.',
  })
  closedHow: 'agrees' | 'desired_changed' | 'node_left' | null;
}

export class DriftFindingPage {
  @ApiProperty({ type: [DriftFinding] })
  items: readonly DriftFinding[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
  @ApiProperty({ minimum: 0, description: 'How many the filter finds in all.' })
  total: number;
}

export class SetDriftPolicy {
  @ApiProperty({
    enum: ['off', 'enforce'],
    description:
      'off: findings are shown and nothing is done. enforce: drifted nodes are asked again for what they should run.',
  })
  @IsIn(['off', 'enforce'])
  enforcement: Enforcement;
  @ApiPropertyOptional({
    minimum: 1,
    maximum: 50,
    default: 1,
    description: 'So many nodes at the most have been asked and are not well yet.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(50)
  maxAtOnce?: number;
}

export class DriftPolicyView {
  @ApiProperty({ enum: ['off', 'enforce'], description: 'What is done about drift in this environment.' })
  enforcement: Enforcement;
  @ApiProperty({ minimum: 1, maximum: 50, description: 'Nodes that are asked at the same time at the most.' })
  maxAtOnce: number;
}

export class EnvironmentDrift extends DriftPolicyView {
  @ApiProperty({ format: 'uuid' })
  environmentId: string;
  @ApiProperty({ format: 'uuid' })
  projectId: string;
  @ApiProperty({ minimum: 0, description: 'Open findings.' })
  open: number;
  @ApiProperty({ minimum: 0, description: 'Of these, how many were asked three times in vain.' })
  givenUp: number;
}

export class DriftSummary {
  @ApiProperty({ type: [EnvironmentDrift], description: 'One per environment that you may see.' })
  items: readonly EnvironmentDrift[];
}
