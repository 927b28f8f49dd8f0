import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { emptyAsAbsent, LocalizedText, PageQuery } from '../../../platform/http/index.js';
import { AlertEnvironment, AlertProject } from '../alert-place.dto.js';
import { AlertConditionDto } from '../definitions/alert-condition.dto.js';
import { ALERT_STATES, ENDINGS, type AlertState, type Ending } from '../rules/alert-course.js';
import { SEVERITIES, type Severity } from '../rules/condition.js';

const NO_CONTROLS = /^[^\p{Cc}]*$/u;

export class AlertSummaryQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only alerts of this project.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  projectId?: string;
}

export class AlertQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ALERT_STATES, description: 'Absent: all.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(ALERT_STATES)
  state?: AlertState;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only alerts of this project.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only alerts of this environment.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  environmentId?: string;
  @ApiPropertyOptional({ enum: SEVERITIES, description: 'Only alerts that are as bad as this.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(SEVERITIES)
  severity?: Severity;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only alerts of this rule, also when it is gone.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  ruleId?: string;
}

export class AcknowledgeAlert {
  @ApiPropertyOptional({ maxLength: 500, description: 'What is done about it.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @Matches(NO_CONTROLS, { message: 'comment must have no control characters' })
  comment?: string;
}

export class AlertRuleName {
  @ApiProperty({ format: 'uuid', description: 'Id; the rule may be gone.' })
  id: string;
  @ApiProperty({ description: 'What people called it when the alert began.' })
  name: string;
}

export class AlertRelease {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Number.' })
  number: number;
  @ApiProperty({ description: 'Title.' })
  title: string;
}

export class AlertAcknowledgement {
  @ApiProperty({ description: 'Who takes care of it.' })
  by: string;
  @ApiProperty({ format: 'date-time', description: 'Since when.' })
  at: string;
  @ApiProperty({ type: String, nullable: true, description: 'What is done about it.' })
  comment: string | null;
}

export class AlertSilencedBy {
  @ApiProperty({ format: 'uuid', description: 'Id of the silence.' })
  id: string;
  @ApiProperty({ description: 'Who made it.' })
  by: string;
  @ApiProperty({ format: 'date-time', description: 'Until when.' })
  until: string;
  @ApiProperty({ description: 'Why.' })
  reason: string;
}

export class Alert {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ type: AlertRuleName, description: 'By which rule.' })
  rule: AlertRuleName;
  @ApiProperty({ enum: SEVERITIES, description: 'How bad it is.' })
  severity: Severity;
  @ApiProperty({ enum: ALERT_STATES, description: '`pending` fires if it goes on like that.' })
  state: AlertState;
  @ApiProperty({ type: LocalizedText, description: 'What is wrong, how much and for how long.' })
  text: LocalizedText;
  @ApiProperty({ type: AlertConditionDto, description: 'The condition as it was when the alert began.' })
  condition: AlertConditionDto;
  @ApiProperty({ type: AlertProject, description: 'Where.' })
  project: AlertProject;
  @ApiProperty({ type: AlertEnvironment, description: 'Where.' })
  environment: AlertEnvironment;
  @ApiProperty({ type: AlertRelease, nullable: true, description: 'Of a release: which.' })
  release: AlertRelease | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of a figure: of which bin.' })
  bin: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'What it was last while the condition held.' })
  value: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'What it was last at all.' })
  lastValue: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of nodes: how many were active.' })
  total: number | null;
  @ApiProperty({ format: 'date-time', description: 'Since when it is so.' })
  since: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when it fires.' })
  firedAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it is so no longer; it resolves when that lasts for a minute.',
  })
  calmSince: string | null;
  @ApiProperty({
    description:
      'Nobody knows how it is now: no data, or too few requests. It goes on firing, for a day at the most.',
  })
  isStale: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when nobody knows.' })
  staleSince: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when it is over.' })
  resolvedAt: string | null;
  @ApiProperty({
    type: String,
    enum: ENDINGS,
    nullable: true,
    description:
      'Why it is over: the condition no longer held, a release had been over for an hour, nobody could tell for a day, or its rule was changed or deleted.',
  })
  ending: Ending | null;
  @ApiProperty({
    type: AlertAcknowledgement,
    nullable: true,
    description: 'Null: nobody takes care of it yet.',
  })
  acknowledged: AlertAcknowledgement | null;
  @ApiProperty({ type: AlertSilencedBy, nullable: true, description: 'Null: not silenced now.' })
  silenced: AlertSilencedBy | null;
}

export class AlertPage {
  @ApiProperty({ type: [Alert], description: 'Newest first.' })
  items: readonly Alert[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}

export class AlertGroup {
  @ApiProperty({ description: 'The same for the same rule, environment and release.' })
  key: string;
  @ApiProperty({ description: 'How many alerts it has.', minimum: 1 })
  count: number;
  @ApiProperty({ format: 'date-time', description: 'When the first of them began.' })
  firstAt: string;
  @ApiProperty({ format: 'date-time', description: 'When the last of them began.' })
  lastAt: string;
  @ApiProperty({ type: [Alert], description: 'The last twenty of them, newest first.' })
  alerts: readonly Alert[];
}

export class AlertGroupPage {
  @ApiProperty({ type: [AlertGroup], description: 'That with the newest alert first.' })
  items: readonly AlertGroup[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}

export class AlertSummary {
  @ApiProperty({ description: 'Critical alerts that fire, without silenced ones.', minimum: 0 })
  critical: number;
  @ApiProperty({ description: 'Warnings that fire, without silenced ones.', minimum: 0 })
  warning: number;
  @ApiProperty({ description: 'Others that fire, without silenced ones.', minimum: 0 })
  info: number;
  @ApiProperty({ description: 'How many fire in silence.', minimum: 0 })
  silenced: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the rules were looked at last; null: never.',
  })
  lookedAt: string | null;
}
