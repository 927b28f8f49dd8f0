import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsNested } from '../../platform/http/index.js';
import { EVENT_TYPES, SEVERITIES, type EventType, type Severity } from '../notification-words.js';
import { NotificationEnvironment, NotificationProject } from '../place.dto.js';

export const MOST_SUBSCRIPTIONS = 50;

export class SubscriptionRequest {
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Only this project; absent or null for all that the channel may hear of.',
  })
  @IsOptional()
  @IsUUID()
  projectId?: string | null;
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Only this environment; absent or null for all.',
  })
  @IsOptional()
  @IsUUID()
  environmentId?: string | null;
  @ApiPropertyOptional({
    enum: EVENT_TYPES,
    isArray: true,
    description: 'Only these; absent or empty for all.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(EVENT_TYPES.length)
  @ArrayUnique()
  @IsIn(EVENT_TYPES, { each: true })
  eventTypes?: EventType[];
  @ApiPropertyOptional({ enum: SEVERITIES, default: 'info', description: 'Only what is at least as bad.' })
  @IsOptional()
  @IsIn(SEVERITIES)
  leastSeverity?: Severity;
}

export class SubscriptionsRequest {
  @ApiProperty({
    type: [SubscriptionRequest],
    maxItems: MOST_SUBSCRIPTIONS,
    description: 'All of them; what any of them asks for is told once.',
  })
  @IsArray()
  @ArrayMaxSize(MOST_SUBSCRIPTIONS)
  @IsNested({ each: true })
  @Type(() => SubscriptionRequest)
  items: SubscriptionRequest[];
}

export class Subscription {
  @ApiProperty({ type: NotificationProject, nullable: true, description: 'Null: all.' })
  project: NotificationProject | null;
  @ApiProperty({ type: NotificationEnvironment, nullable: true, description: 'Null: all.' })
  environment: NotificationEnvironment | null;
  @ApiProperty({ enum: EVENT_TYPES, isArray: true, description: 'Empty: all.' })
  eventTypes: readonly EventType[];
  @ApiProperty({ enum: SEVERITIES, description: 'Only what is at least as bad.' })
  leastSeverity: Severity;
}

export class SubscriptionList {
  @ApiProperty({ type: [Subscription], description: 'In the order in which they were given.' })
  items: readonly Subscription[];
}
