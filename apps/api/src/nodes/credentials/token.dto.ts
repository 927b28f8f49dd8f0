import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Max,
  Min,
} from 'class-validator';
import { IsMoment } from '../../platform/http/index.js';
import { IsLabels } from '../fleet/labels.js';

export class IssuedToken {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ description: 'The secret; it is shown this once.' })
  token: string;
  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class NodeToken {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ format: 'date-time' })
  createdAt: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was first shown by a node; null for never.',
  })
  firstUsedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt: string | null;
  @ApiProperty({ description: 'An enrolment token that is bound to this node.' })
  isEnrolmentToken: boolean;
}

export class NodeTokenPage {
  @ApiProperty({ type: [NodeToken] })
  items: readonly NodeToken[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class CreateEnrolmentToken {
  @ApiProperty({
    type: [String],
    format: 'uuid',
    description: 'Environments that the new nodes will serve, one per project.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  environmentIds: string[];
  @ApiProperty({ minimum: 1, maximum: 100_000, description: 'How many nodes may enrol with it.' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxUses: number;
  @ApiProperty({ format: 'date-time', description: 'When it ends for new nodes; at most a year from now.' })
  @IsMoment()
  expiresAt: string;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Labels for the new nodes; they stand above what the hosts propose.',
  })
  @IsOptional()
  @IsLabels()
  labels?: Record<string, string>;
  @ApiPropertyOptional({
    enum: ['observing', 'active'],
    default: 'observing',
    description: 'What the new nodes begin as.',
  })
  @IsOptional()
  @IsIn(['observing', 'active'])
  lifecycle?: 'observing' | 'active';
}

export class EnrolmentToken {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ type: [String], format: 'uuid' })
  environmentIds: string[];
  @ApiProperty({ minimum: 1 })
  maxUses: number;
  @ApiProperty({ minimum: 0, description: 'How many nodes have enrolled with it.' })
  uses: number;
  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  labels: Record<string, string>;
  @ApiProperty({ enum: ['observing', 'active'] })
  lifecycle: 'observing' | 'active';
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt: string | null;
  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class IssuedEnrolmentToken extends EnrolmentToken {
  @ApiProperty({ description: 'The secret; it is shown this once.' })
  token: string;
}

export class EnrolmentTokenPage {
  @ApiProperty({ type: [EnrolmentToken] })
  items: readonly EnrolmentToken[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
