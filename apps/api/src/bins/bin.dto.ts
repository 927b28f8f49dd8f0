import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../platform/http/index.js';
import { BIN_NAME } from './bin-names.js';

export class BinQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only bins of this project (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;

  @ApiPropertyOptional({
    description: 'Part of the name or description; case does not matter.',
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class CreateBin {
  @ApiProperty({ description: 'The project that it belongs to (its id).', format: 'uuid' })
  @IsUUID()
  projectId: string;

  @ApiProperty({ description: 'Name, unique everywhere: nodes ask by it.', pattern: BIN_NAME.source })
  @Matches(BIN_NAME, {
    message: 'name must begin with a lower-case letter or digit and have up to 63 of a-z, 0-9 and . _ -',
  })
  name: string;

  @ApiPropertyOptional({ description: 'What it is.', maxLength: 2000 })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string;
}

export class RunningVersion {
  @ApiProperty({ description: 'Code of the environment.' })
  environmentCode: string;
  @ApiProperty({ description: 'Version that the nodes report running.' })
  version: string;
  @ApiProperty({ description: 'How many nodes.', minimum: 1 })
  nodes: number;
}

export class Bin {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Name, unique everywhere.' })
  name: string;
  @ApiProperty({ format: 'uuid', description: 'Id of its project.' })
  projectId: string;
  @ApiProperty({ description: 'Code of its project.' })
  projectCode: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description:
      'The configuration file whose texts its versions are; null of a program. The list of bins has programs alone.',
  })
  configFileId: string | null;
  @ApiProperty({ description: 'What it is; may be empty.' })
  description: string;
  @ApiProperty({ format: 'date-time', description: 'When it was made (UTC).' })
  createdAt: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The newest version that is not withdrawn; null when there is none.',
  })
  latestVersion: string | null;
  @ApiProperty({ description: 'How many versions it has, withdrawn ones too.', minimum: 0 })
  versionCount: number;
  @ApiProperty({
    type: [RunningVersion],
    description: 'What nodes report running now; unknown files are not in it.',
  })
  running: readonly RunningVersion[];
}

export class BinPage {
  @ApiProperty({ type: [Bin], description: 'Newest first.' })
  items: readonly Bin[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}
