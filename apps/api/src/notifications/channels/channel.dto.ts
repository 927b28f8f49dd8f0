import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
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
import { emptyAsAbsent, IsNested, LocalizedText, PageQuery } from '../../platform/http/index.js';
import {
  CHANNEL_KINDS,
  EVENT_TYPES,
  LANGUAGES,
  type ChannelKind,
  type EventType,
  type Language,
} from '../notification-words.js';
import { NotificationProject } from '../place.dto.js';
import { QuietHoursDto } from './quiet-hours.dto.js';

const VISIBLE = /^(?=.*\S)\P{Cc}*$/u;
export const MOST_RECIPIENTS = 50;

export class ChannelTemplate {
  @ApiProperty({ enum: EVENT_TYPES, description: 'Which messages it makes, instead of the console’s own.' })
  @IsIn(EVENT_TYPES)
  eventType: EventType;
  @ApiProperty({ maxLength: 200, description: 'Title, with `{{placeholders}}`.' })
  @IsString()
  @MaxLength(200)
  title: string;
  @ApiProperty({ maxLength: 4000, description: 'Lines below it, with `{{placeholders}}`; plain text.' })
  @IsString()
  @MaxLength(4000)
  body: string;
}

export class ChannelRequest {
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Whose channel it is; absent or null: of no project, and may hear of all. Admins only.',
  })
  @IsOptional()
  @IsUUID()
  projectId?: string | null;
  @ApiProperty({ maxLength: 100, description: 'What people call it, unique in its project.' })
  @IsString()
  @MaxLength(100)
  @Matches(VISIBLE, { message: 'name must have a visible character and no control characters' })
  name: string;
  @ApiProperty({ enum: CHANNEL_KINDS, description: 'What is at the other end.' })
  @IsIn(CHANNEL_KINDS)
  kind: ChannelKind;
  @ApiPropertyOptional({
    maxLength: 2000,
    writeOnly: true,
    description:
      'Address of the robot or endpoint, http or https. A secret: it is never answered. Not for `email`; when a channel is changed, absent leaves it as it is.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  url?: string;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 500,
    writeOnly: true,
    description:
      'Signing secret: DingTalk `SEC…`, Feishu’s, or `whsec_…` of a webhook, for which one is made when it is absent. Never answered again. When a channel is changed, absent leaves it as it is and null takes it away, which a `webhook` refuses: it is always signed.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  secret?: string | null;
  @ApiPropertyOptional({
    type: [String],
    maxItems: MOST_RECIPIENTS,
    description: 'Addresses of `email`.',
    example: ['ops@example.com'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_RECIPIENTS)
  @ArrayUnique()
  @IsEmail({}, { each: true })
  recipients?: string[];
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'en', description: 'Of its messages.' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;
  @ApiPropertyOptional({ default: true, description: '`false`: kept, and hears of nothing.' })
  @IsOptional()
  @IsBoolean()
  isEnabled?: boolean;
  @ApiPropertyOptional({
    type: QuietHoursDto,
    nullable: true,
    description: 'Hours in which messages wait; absent or null for none.',
  })
  @IsOptional()
  @IsNested()
  @Type(() => QuietHoursDto)
  quietHours?: QuietHoursDto | null;
  @ApiPropertyOptional({
    type: [ChannelTemplate],
    description: 'Own texts, each event at most once; all others are the console’s. Not for `webhook`.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(EVENT_TYPES.length)
  @IsNested({ each: true })
  @Type(() => ChannelTemplate)
  templates?: ChannelTemplate[];
}

export class ChangedChannel extends ChannelRequest {
  @ApiPropertyOptional({ description: 'Revision that you read; 409 when it has grown.', minimum: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  expectedRevision?: number;
}

export class ChannelQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only channels of this project.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ enum: CHANNEL_KINDS, description: 'Only channels of this kind.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(CHANNEL_KINDS)
  kind?: ChannelKind;
}

export const HEALTHS = ['good', 'failing', 'disabled', 'off'] as const;

export class Channel {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ type: NotificationProject, nullable: true, description: 'Null: of no project.' })
  project: NotificationProject | null;
  @ApiProperty({ description: 'What people call it.' })
  name: string;
  @ApiProperty({ enum: CHANNEL_KINDS, description: 'What is at the other end.' })
  kind: ChannelKind;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Host of the address, all of it that is shown; null for `email`.',
  })
  host: string | null;
  @ApiProperty({ description: 'Whether it signs what it sends.' })
  hasSecret: boolean;
  @ApiProperty({ type: [String], description: 'Addresses of `email`.' })
  recipients: readonly string[];
  @ApiProperty({ enum: LANGUAGES, description: 'Of its messages.' })
  language: Language;
  @ApiProperty({ description: '`false`: hears of nothing.' })
  isEnabled: boolean;
  @ApiProperty({ type: QuietHoursDto, nullable: true, description: 'Hours in which messages wait.' })
  quietHours: QuietHoursDto | null;
  @ApiProperty({ type: [ChannelTemplate], description: 'Own texts.' })
  templates: readonly ChannelTemplate[];
  @ApiProperty({
    enum: HEALTHS,
    description:
      '`failing`: the last message was not taken. `disabled`: the console gave it up after a long time or because it was refused; saving it, or a test that succeeds, has it tried again. `off`: not enabled.',
  })
  health: (typeof HEALTHS)[number];
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when it fails.' })
  failingSince: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was given up.' })
  disabledAt: string | null;
  @ApiProperty({ type: LocalizedText, nullable: true, description: 'Why the last message was not taken.' })
  lastError: LocalizedText | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Last message taken.' })
  lastSentAt: string | null;
  @ApiProperty({ description: 'Messages that wait.', minimum: 0 })
  waiting: number;
  @ApiProperty({ description: 'Grows with each change.', minimum: 1 })
  revision: number;
  @ApiProperty({ description: 'Who changed it last.' })
  changedBy: string;
  @ApiProperty({ format: 'date-time', description: 'Last change.' })
  changedAt: string;
}

export class MadeChannel extends Channel {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Signing secret that the console made for a `webhook`; shown this once.',
  })
  newSecret: string | null;
}

export class ChannelPage {
  @ApiProperty({ type: [Channel], description: 'Newest first.' })
  items: readonly Channel[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}
