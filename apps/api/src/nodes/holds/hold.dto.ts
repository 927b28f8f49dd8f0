import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsMoment, PageQuery } from '../../platform/http/index.js';

const VISIBLE = /^(?=.*\S)\P{Cc}*$/u;

export class HoldRequest {
  @ApiProperty({ description: 'Why, for everybody who wonders later.', maxLength: 500 })
  @IsString()
  @MaxLength(500)
  @Matches(VISIBLE, { message: 'reason must have a visible character and no control characters' })
  reason: string;
  @ApiPropertyOptional({ description: 'Name of the one bin that is held; absent for the whole node.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  bin?: string;
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ends by itself, in the future; absent or null for until somebody lifts it.',
  })
  @IsOptional()
  @IsMoment()
  until?: string | null;
}

export class HoldListQuery extends PageQuery {
  @ApiPropertyOptional({ type: Boolean, description: '`true`: only those in force.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  active?: boolean;
}

export class Hold {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Name of the bin that is held; null for all of the node.',
  })
  bin: string | null;
  @ApiProperty({ description: 'Why.' })
  reason: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ends by itself; null for never.',
  })
  until: string | null;
  @ApiProperty({ format: 'date-time', description: 'In force since.' })
  since: string;
  @ApiProperty({ description: 'Who set it.' })
  by: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ended; null while in force.',
  })
  endedAt: string | null;
  @ApiProperty({
    type: String,
    enum: ['lifted', 'passed'],
    nullable: true,
    description: 'Lifted by somebody, or its time had passed.',
  })
  endedHow: 'lifted' | 'passed' | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who lifted it.' })
  endedBy: string | null;
}

export class HoldPage {
  @ApiProperty({ type: [Hold] })
  items: readonly Hold[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
