import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { LocalizedText } from '../../platform/http/index.js';
import {
  CHANNEL_KINDS,
  EVENT_TYPES,
  LANGUAGES,
  SEVERITIES,
  type ChannelKind,
  type EventType,
  type Language,
  type Severity,
} from '../notification-words.js';

export class Placeholder {
  @ApiProperty({ description: 'Name, to be written as `{{name}}`.' })
  name: string;
  @ApiProperty({ type: LocalizedText, description: 'What stands there.' })
  meaning: LocalizedText;
  @ApiProperty({ description: 'Its value in the sample.' })
  sample: string;
}

export class TemplateKind {
  @ApiProperty({ enum: EVENT_TYPES, description: 'What happened.' })
  eventType: EventType;
  @ApiProperty({ enum: SEVERITIES, description: 'How bad the sample is.' })
  severity: Severity;
  @ApiProperty({ type: LocalizedText, description: 'What people call it.' })
  label: LocalizedText;
  @ApiProperty({ type: LocalizedText, description: 'Title of the sample in the console’s own words.' })
  title: LocalizedText;
  @ApiProperty({ type: LocalizedText, description: 'Lines of the sample in the console’s own words.' })
  body: LocalizedText;
  @ApiProperty({ type: [Placeholder], description: 'What a text of your own may name.' })
  placeholders: readonly Placeholder[];
}

export class TemplateKindList {
  @ApiProperty({ type: [TemplateKind], description: 'Every event that messages tell of.' })
  items: readonly TemplateKind[];
}

export class PreviewRequest {
  @ApiProperty({ enum: EVENT_TYPES, description: 'What happened.' })
  @IsIn(EVENT_TYPES)
  eventType: EventType;
  @ApiProperty({ enum: CHANNEL_KINDS, description: 'How it is written.' })
  @IsIn(CHANNEL_KINDS)
  kind: ChannelKind;
  @ApiProperty({ enum: LANGUAGES, description: 'In which language.' })
  @IsIn(LANGUAGES)
  language: Language;
  @ApiPropertyOptional({ maxLength: 200, description: 'Own title; absent: the console’s.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  title?: string;
  @ApiPropertyOptional({ maxLength: 4000, description: 'Own lines; absent: the console’s.' })
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  body?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'With `eventId`: the channel that was told of it.' })
  @IsOptional()
  @IsUUID()
  channelId?: string;
  @ApiPropertyOptional({ description: 'Of a real event, from a delivery; absent: the sample.' })
  @IsOptional()
  @Matches(/^[1-9]\d{0,17}$/)
  eventId?: string;
}

export class Preview {
  @ApiProperty({ description: 'Title.' })
  title: string;
  @ApiProperty({ description: 'Lines below it, as plain text.' })
  body: string;
  @ApiProperty({
    description: 'What would be sent: JSON, or the text of the e-mail. Without signature and address.',
  })
  payload: string;
  @ApiProperty({ description: 'Size of what would be sent.', minimum: 0 })
  sizeBytes: number;
}
