import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { PageQuery } from '../../platform/http/index.js';
import { BUILD_ORIGINS, type BuildOrigin, BUILD_STATES, type BuildState } from '../ci-words.js';
import { CiImport, CiRun } from '../imports/import.dto.js';

export class CiBuildQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only of this project (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ description: 'Only of this source (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  sourceId?: string;
  @ApiPropertyOptional({ description: 'Only of this job.', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  job?: string;
  @ApiPropertyOptional({ enum: BUILD_STATES, description: 'Only in this state.' })
  @IsOptional()
  @IsIn(BUILD_STATES)
  state?: BuildState;
  @ApiPropertyOptional({
    description: 'Only builds of which something became this bin (its name).',
    maxLength: 63,
  })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  bin?: string;
}

export class CiBuildFile {
  @ApiProperty({ description: 'Path.' })
  path: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'MD5 or sha256 that the build named, as `md5:…` or `sha256:…`.',
  })
  digest: string | null;
}

export class CiBuild {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the source.' })
  sourceId: string;
  @ApiProperty({ description: 'Name of the source.' })
  sourceName: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the project.' })
  projectId: string;
  @ApiProperty({ description: 'Job, pipeline or workflow.' })
  job: string;
  @ApiProperty({ description: 'Number that people know it by.' })
  number: number;
  @ApiProperty({ enum: BUILD_STATES, description: 'How it stands. Only succeeded ones become versions.' })
  state: BuildState;
  @ApiProperty({ type: String, nullable: true, description: 'Its page.' })
  url: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Branch or tag.' })
  ref: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Commit.' })
  commit: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who made the change or started it, as the source says.',
  })
  by: string | null;
  @ApiProperty({
    enum: BUILD_ORIGINS,
    description: 'Who told of it first; `poll`: no call did, the console asked.',
  })
  origin: BuildOrigin;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it began.' })
  startedAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ended; null while it runs.',
  })
  finishedAt: string | null;
  @ApiProperty({ format: 'date-time', description: 'When the console first knew of it.' })
  seenAt: string;
  @ApiProperty({ minimum: 0, description: 'How many files it has.' })
  files: number;
  @ApiProperty({ type: [CiRun], description: 'What the rules made of it.' })
  runs: CiRun[];
}

export class CiBuildPage {
  @ApiProperty({ type: [CiBuild], description: 'Newest first.' })
  items: CiBuild[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}

export class CiBuildDetail extends CiBuild {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Parameters; values of those whose name sounds like a secret are not kept.',
  })
  parameters: Record<string, string>;
  @ApiProperty({ type: [CiBuildFile], description: 'Its files.' })
  fileList: CiBuildFile[];
  @ApiProperty({ type: [CiImport], description: 'Files that became versions, or are about to.' })
  imports: CiImport[];
}
