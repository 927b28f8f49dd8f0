import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { LocalizedText, PageQuery } from '../../platform/http/index.js';
import { DELIVERY_STATES, type DeliveryState, SOURCE_KINDS, type SourceKind } from '../ci-words.js';

export class CiDeliveryQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only of this project (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ description: 'Only of this source (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  sourceId?: string;
  @ApiPropertyOptional({ enum: DELIVERY_STATES, description: 'Only in this state.' })
  @IsOptional()
  @IsIn(DELIVERY_STATES)
  state?: DeliveryState;
}

export class CiDelivery {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the source.' })
  sourceId: string;
  @ApiProperty({ description: 'Name of the source.' })
  sourceName: string;
  @ApiProperty({ enum: SOURCE_KINDS, description: 'Kind of the source.' })
  sourceKind: SourceKind;
  @ApiProperty({ format: 'uuid', description: 'Id of the project.' })
  projectId: string;
  @ApiProperty({
    description:
      'What it is about: a phase of Jenkins, an event of GitLab or GitHub, or `build`; `unknown` if it can not be read.',
  })
  event: string;
  @ApiProperty({
    description: 'What tells it from others of the source; a second one with it has no effect.',
  })
  key: string;
  @ApiProperty({ enum: DELIVERY_STATES, description: 'How it stands.' })
  state: DeliveryState;
  @ApiProperty({
    type: LocalizedText,
    nullable: true,
    description: 'What became of it, in one sentence; null: nobody has looked at it yet.',
  })
  fate: LocalizedText | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Id of the build that it tells of.',
  })
  buildId: string | null;
  @ApiProperty({ minimum: 0, description: 'How often it was looked at since it came, or was replayed.' })
  attempts: number;
  @ApiProperty({ minimum: 0, description: 'How often the same came again, with no effect.' })
  duplicates: number;
  @ApiProperty({
    minimum: 0,
    description: 'Bytes of its body; at least so many if it was too large to be read.',
  })
  sizeBytes: number;
  @ApiProperty({ format: 'date-time', description: 'When it came.' })
  receivedAt: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was done; null: not yet.',
  })
  processedAt: string | null;
}

export class CiDeliveryPage {
  @ApiProperty({ type: [CiDelivery], description: 'Newest first.' })
  items: CiDelivery[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}

export class CiDeliveryDetail extends CiDelivery {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description:
      'Its body, without the log and without values whose name sounds like a secret; null when it is kept no more, or could never be read.',
  })
  body: Record<string, unknown> | null;
}
