import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../platform/http/index.js';

export const INSTANCE_STATES = ['in_sync', 'lagging', 'drifted', 'failed', 'unknown'] as const;
export type InstanceState = (typeof INSTANCE_STATES)[number];

const STATE =
  '`in_sync`: what lies there is what shall; `lagging`: it is another version of the file; `drifted`: somebody changed it on the host; `failed`: the host refused or could not take it; `unknown`: the node never said, or nothing was ever for it.';

export class InstanceQuery extends PageQuery {
  @ApiProperty({ description: 'Code of the environment.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  environment: string;
  @ApiPropertyOptional({ enum: INSTANCE_STATES, description: `Only those: ${STATE}` })
  @IsOptional()
  @IsIn(INSTANCE_STATES)
  state?: InstanceState;
  @ApiPropertyOptional({ description: 'Part of the id or name of the node.', maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class ConfigInstance {
  @ApiProperty({ description: 'Id of the node.' })
  nodeId: string;
  @ApiProperty({ description: 'Name of the node.' })
  nodeName: string;
  @ApiProperty({ enum: INSTANCE_STATES, description: STATE })
  state: InstanceState;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Version that shall lie there; null when none shall.',
  })
  wanted: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Version that lies there; null when it is none that we know.',
  })
  running: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Sha256 of what lies there; null when the node never said.',
  })
  sha256: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the host could not take it; null when it could.',
  })
  error: string | null;
  @ApiProperty({ description: 'Whether the node has not called for longer than it should.' })
  isSilent: boolean;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the node last said what lies there (UTC); null when it never did.',
  })
  reportedAt: string | null;
}

export class InstanceCounts {
  @ApiProperty({ minimum: 0, description: 'Nodes of the environment.' })
  total: number;
  @ApiProperty({ minimum: 0, description: 'In sync.' })
  in_sync: number;
  @ApiProperty({ minimum: 0, description: 'Lagging.' })
  lagging: number;
  @ApiProperty({ minimum: 0, description: 'Drifted.' })
  drifted: number;
  @ApiProperty({ minimum: 0, description: 'Failed.' })
  failed: number;
  @ApiProperty({ minimum: 0, description: 'Unknown.' })
  unknown: number;
}

export class InstancePage {
  @ApiProperty({
    type: InstanceCounts,
    description: 'Over all nodes of the environment, whatever was asked for.',
  })
  counts: InstanceCounts;
  @ApiProperty({ type: [ConfigInstance], description: 'By id of the node.' })
  items: readonly ConfigInstance[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}
