import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { IsMoment, LocalizedText, PageQuery, emptyAsAbsent } from '../../platform/http/index.js';
import {
  DELIVERY_STATES,
  EVENT_TYPES,
  OUTCOMES,
  SEVERITIES,
  type DeliveryState,
  type EventType,
  type Outcome,
  type Severity,
} from '../notification-words.js';

const NUMBER = /^[1-9]\d{0,17}$/;

export class DeliveryQuery extends PageQuery {
  @ApiPropertyOptional({ enum: DELIVERY_STATES, description: 'Only those in this state.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(DELIVERY_STATES)
  state?: DeliveryState;
  @ApiPropertyOptional({ enum: EVENT_TYPES, description: 'Only of this event.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(EVENT_TYPES)
  eventType?: EventType;
}

export class Attempt {
  @ApiProperty({ format: 'date-time', description: 'When.' })
  at: string;
  @ApiProperty({ description: 'How long the other side took.', minimum: 0 })
  durationMs: number;
  @ApiProperty({
    enum: OUTCOMES,
    description: '`retry`: not taken, tried again. `refused`: not taken for good.',
  })
  outcome: Outcome;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Status of HTTP or SMTP; null: there was no answer.',
  })
  status: number | null;
  @ApiProperty({ description: 'What the other side answered; cut at 1,000 characters. Empty: nothing.' })
  answer: string;
  @ApiProperty({
    type: LocalizedText,
    nullable: true,
    description: 'Why there was no answer; null when there was one.',
  })
  why: LocalizedText | null;
}

export class DeliveryEvent {
  @ApiProperty({ description: 'Id; a preview takes it.' })
  id: string;
  @ApiProperty({ enum: EVENT_TYPES, description: 'What happened.' })
  type: EventType;
  @ApiProperty({ enum: SEVERITIES, description: 'How bad it is.' })
  severity: Severity;
  @ApiProperty({ format: 'date-time', description: 'When.' })
  at: string;
  @ApiProperty({ description: 'Title of the message.' })
  title: string;
}

export class Delivery {
  @ApiProperty({ description: 'Id.' })
  id: string;
  @ApiProperty({ type: DeliveryEvent, description: 'What it tells of.' })
  event: DeliveryEvent;
  @ApiProperty({ enum: DELIVERY_STATES, description: '`failed`: given up; it can be sent again.' })
  state: DeliveryState;
  @ApiProperty({ format: 'date-time', description: 'When it began to wait.' })
  createdAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it is tried next.' })
  nextAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Sent or given up.' })
  finishedAt: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the first of those that went out in one message; null: alone.',
  })
  mergedWith: string | null;
  @ApiProperty({
    type: LocalizedText,
    nullable: true,
    description: 'Why it was given up without being sent; null when it was not, or when an attempt says it.',
  })
  why: LocalizedText | null;
  @ApiProperty({ type: [Attempt], description: 'The latest twenty attempts, newest first.' })
  attempts: readonly Attempt[];
}

export class DeliveryPage {
  @ApiProperty({ type: [Delivery], description: 'Newest first.' })
  items: readonly Delivery[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}

export class RedeliverRequest {
  @ApiPropertyOptional({
    type: [String],
    maxItems: 200,
    description: 'Ids of deliveries that are not waiting.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @Matches(NUMBER, { each: true })
  deliveryIds?: string[];
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'With `until`, in place of ids: all that were given up in this time, at most 1,000.',
  })
  @IsOptional()
  @IsMoment()
  since?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'End of that time, not included.' })
  @IsOptional()
  @IsMoment()
  until?: string;
}

export class Redelivered {
  @ApiProperty({ description: 'How many wait again.', minimum: 0 })
  waiting: number;
}

export class TestResult {
  @ApiProperty({ enum: OUTCOMES, description: '`sent`: the other side took it.' })
  outcome: Outcome;
  @ApiProperty({ type: Number, nullable: true, description: 'Status of HTTP or SMTP; null: no answer.' })
  status: number | null;
  @ApiProperty({ description: 'What the other side answered; empty: nothing.' })
  answer: string;
  @ApiProperty({
    type: LocalizedText,
    nullable: true,
    description: 'Why there was no answer; null when there was one.',
  })
  why: LocalizedText | null;
  @ApiProperty({ description: 'How long it took.', minimum: 0 })
  durationMs: number;
}
