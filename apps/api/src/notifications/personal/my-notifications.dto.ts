import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsNested, LocalizedText } from '../../platform/http/index.js';
import { QuietHoursDto } from '../channels/quiet-hours.dto.js';
import { MOST_SUBSCRIPTIONS, Subscription, SubscriptionRequest } from '../channels/subscription.dto.js';
import { LANGUAGES, type Language } from '../notification-words.js';

export class ChangedMyNotifications {
  @ApiProperty({ description: 'Whether you get e-mails at all.' })
  @IsBoolean()
  isEnabled: boolean;
  @ApiProperty({ enum: LANGUAGES, description: 'Of your messages.' })
  @IsIn(LANGUAGES)
  language: Language;
  @ApiPropertyOptional({
    type: QuietHoursDto,
    nullable: true,
    description: 'Hours in which messages wait; absent or null for none.',
  })
  @IsOptional()
  @IsNested()
  @Type(() => QuietHoursDto)
  quietHours?: QuietHoursDto | null;
  @ApiProperty({
    type: [SubscriptionRequest],
    maxItems: MOST_SUBSCRIPTIONS,
    description: 'What you want to hear of; only of projects that you may see.',
  })
  @IsArray()
  @ArrayMaxSize(MOST_SUBSCRIPTIONS)
  @IsNested({ each: true })
  @Type(() => SubscriptionRequest)
  subscriptions: SubscriptionRequest[];
  @ApiPropertyOptional({ description: 'Revision that you read; 409 when it has grown.', minimum: 0 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  expectedRevision?: number;
}

export class MyNotifications {
  @ApiProperty({ description: 'Address of your account, to which they go.' })
  email: string;
  @ApiProperty({ description: 'Whether this console can send e-mail: an administrator sets SMTP_URL.' })
  isMailSet: boolean;
  @ApiProperty({ description: 'Whether you get e-mails at all.' })
  isEnabled: boolean;
  @ApiProperty({ enum: LANGUAGES, description: 'Of your messages.' })
  language: Language;
  @ApiProperty({ type: QuietHoursDto, nullable: true, description: 'Hours in which messages wait.' })
  quietHours: QuietHoursDto | null;
  @ApiProperty({
    type: [Subscription],
    description: 'What you hear of. Until you choose, where you may approve: that your approval is wanted.',
  })
  subscriptions: readonly Subscription[];
  @ApiProperty({ type: LocalizedText, nullable: true, description: 'Why the last message was not taken.' })
  lastError: LocalizedText | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the console gave your address up; saving has it tried again.',
  })
  disabledAt: string | null;
  @ApiProperty({ description: 'Grows with each change; 0 before the first.', minimum: 0 })
  revision: number;
}
