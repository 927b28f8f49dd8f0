import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { emptyAsAbsent, IsNested, LocalizedText, PageQuery } from '../../../platform/http/index.js';
import { AlertEnvironment, AlertProject } from '../alert-place.dto.js';
import { SEVERITIES, type Severity } from '../rules/condition.js';
import { AlertConditionDto } from './alert-condition.dto.js';

const VISIBLE = /^(?=.*\S)\P{Cc}*$/u;

export class AlertRuleRequest {
  @ApiProperty({ format: 'uuid', description: 'The project whose releases, nodes or figures are watched.' })
  @IsUUID()
  projectId: string;
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Only this environment; absent or null for each of them by itself.',
  })
  @IsOptional()
  @IsUUID()
  environmentId?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 63,
    description: 'Only this bin, by its name; absent or null for all of the project. Not for nodes.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  bin?: string | null;
  @ApiProperty({ maxLength: 100, description: 'What people call it, unique in its project.' })
  @IsString()
  @MaxLength(100)
  @Matches(VISIBLE, { message: 'name must have a visible character and no control characters' })
  name: string;
  @ApiProperty({ enum: SEVERITIES, description: 'How bad it is.' })
  @IsIn(SEVERITIES)
  severity: Severity;
  @ApiPropertyOptional({ default: true, description: '`false`: kept, and not looked at.' })
  @IsOptional()
  @IsBoolean()
  isEnabled?: boolean;
  @ApiProperty({ type: AlertConditionDto, description: 'What is watched.' })
  @IsDefined()
  @IsNested()
  @Type(() => AlertConditionDto)
  condition: AlertConditionDto;
}

export class ChangedAlertRule extends AlertRuleRequest {
  @ApiPropertyOptional({ description: 'Revision that you read; 409 when it has grown.', minimum: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  expectedRevision?: number;
}

export class AlertRuleQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only rules of this project.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only rules that watch this environment.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  environmentId?: string;
}

export class AlertRule {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ type: AlertProject, description: 'Whose releases, nodes or figures are watched.' })
  project: AlertProject;
  @ApiProperty({ type: AlertEnvironment, nullable: true, description: 'Null: each environment by itself.' })
  environment: AlertEnvironment | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null: all bins.' })
  bin: string | null;
  @ApiProperty({ description: 'What people call it.' })
  name: string;
  @ApiProperty({ enum: SEVERITIES, description: 'How bad it is.' })
  severity: Severity;
  @ApiProperty({ description: 'Whether it is looked at.' })
  isEnabled: boolean;
  @ApiProperty({ type: AlertConditionDto, description: 'What is watched.' })
  condition: AlertConditionDto;
  @ApiProperty({ description: 'How many of its alerts fire now.', minimum: 0 })
  firing: number;
  @ApiProperty({ description: 'How many of its alerts fire if it goes on like that.', minimum: 0 })
  pending: number;
  @ApiProperty({ description: 'Grows with each change.', minimum: 1 })
  revision: number;
  @ApiProperty({ description: 'Who changed it last.' })
  changedBy: string;
  @ApiProperty({ format: 'date-time', description: 'Changed last.' })
  changedAt: string;
}

export class AlertRulePage {
  @ApiProperty({ type: [AlertRule], description: 'Newest first.' })
  items: readonly AlertRule[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}

export class AlertPreviewPlace {
  @ApiProperty({ type: AlertEnvironment, description: 'Where.' })
  environment: AlertEnvironment;
  @ApiProperty({ type: String, nullable: true, description: 'Of a figure: the bin.' })
  bin: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a release: its number.' })
  releaseNumber: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      'What it is now, in the unit of the threshold; nodes that count, for nodes; null when nobody knows.',
  })
  value: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of nodes: how many are active there.' })
  total: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a figure: requests in the window.' })
  requests: number | null;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Whether the condition holds at this moment; null when nobody knows.',
  })
  holds: boolean | null;
  @ApiProperty({
    description: 'Whether an alert would fire at once: it holds, and is known to have for long enough.',
  })
  wouldFire: boolean;
  @ApiProperty({ type: LocalizedText, description: 'The same in words.' })
  text: LocalizedText;
}

export class AlertPreview {
  @ApiProperty({ format: 'date-time', description: 'When it was looked.' })
  at: string;
  @ApiProperty({ description: 'In how many places the condition was looked at.', minimum: 0 })
  places: number;
  @ApiProperty({ description: 'In how many of them it holds.', minimum: 0 })
  holding: number;
  @ApiProperty({ description: 'In how many of them an alert would fire at once.', minimum: 0 })
  firing: number;
  @ApiProperty({ description: 'In how many of them nobody knows.', minimum: 0 })
  unknown: number;
  @ApiProperty({
    type: [AlertPreviewPlace],
    description: 'The first twenty: those where it holds, then those where nobody knows, then the others.',
  })
  items: readonly AlertPreviewPlace[];
}
