import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { IsMoment, PageQuery, emptyAsAbsent } from '../../../platform/http/index.js';
import { AlertEnvironment, AlertProject } from '../alert-place.dto.js';
import { SEVERITIES, type Severity } from '../rules/condition.js';

const VISIBLE = /^(?=.*\S)\P{Cc}*$/u;

export const SILENCE_STATES = ['open', 'over'] as const;

export class AlertSilenceRequest {
  @ApiProperty({ format: 'uuid', description: 'Project whose alerts are silenced.' })
  @IsUUID()
  projectId: string;
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Only alerts of this environment; absent or null for all.',
  })
  @IsOptional()
  @IsUUID()
  environmentId?: string | null;
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Only alerts of this rule; absent or null for all.',
  })
  @IsOptional()
  @IsUUID()
  ruleId?: string | null;
  @ApiPropertyOptional({
    type: String,
    enum: SEVERITIES,
    nullable: true,
    description: 'Only alerts that are as bad as this; absent or null for all.',
  })
  @IsOptional()
  @IsIn(SEVERITIES)
  severity?: Severity | null;
  @ApiPropertyOptional({ format: 'date-time', description: 'Now when absent; at most 30 days ahead.' })
  @IsOptional()
  @IsMoment()
  startsAt?: string;
  @ApiProperty({
    format: 'date-time',
    description: 'In the future, and at most 30 days after the beginning.',
  })
  @IsMoment()
  endsAt: string;
  @ApiProperty({ maxLength: 500, description: 'Why, for everybody who looks at the alert.' })
  @IsString()
  @MaxLength(500)
  @Matches(VISIBLE, { message: 'reason must have a visible character and no control characters' })
  reason: string;
}

export class AlertSilenceQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only silences of this project.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({
    enum: SILENCE_STATES,
    description: '`open`: on, or still to come. `over`: ended within 30 days. Absent: both.',
  })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(SILENCE_STATES)
  state?: (typeof SILENCE_STATES)[number];
}

export class AlertSilenceRule {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'What people call it.' })
  name: string;
}

export class AlertSilence {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ type: AlertProject, description: 'Whose alerts are silenced.' })
  project: AlertProject;
  @ApiProperty({ type: AlertEnvironment, nullable: true, description: 'Null: all environments.' })
  environment: AlertEnvironment | null;
  @ApiProperty({ type: AlertSilenceRule, nullable: true, description: 'Null: all rules.' })
  rule: AlertSilenceRule | null;
  @ApiProperty({ type: String, enum: SEVERITIES, nullable: true, description: 'Null: all.' })
  severity: Severity | null;
  @ApiProperty({ format: 'date-time', description: 'Beginning.' })
  startsAt: string;
  @ApiProperty({ format: 'date-time', description: 'End, not included.' })
  endsAt: string;
  @ApiProperty({ description: 'Whether it is on now.' })
  isOn: boolean;
  @ApiProperty({ description: 'How many alerts fire in silence because of it now.', minimum: 0 })
  firing: number;
  @ApiProperty({ description: 'Why.' })
  reason: string;
  @ApiProperty({ description: 'Who made it.' })
  createdBy: string;
  @ApiProperty({ format: 'date-time', description: 'Made.' })
  createdAt: string;
}

export class AlertSilencePage {
  @ApiProperty({ type: [AlertSilence], description: 'Newest first.' })
  items: readonly AlertSilence[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}
