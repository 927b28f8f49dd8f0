import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { PageQuery } from '../../platform/http/index.js';
import { CONFIG_NAME, PUBLICATION_STATES, type PublicationState } from '../config-words.js';
import { FORMATS, MOST_BYTES, type Format, type JsonObject } from '../content/index.js';

export class ConfigQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only files of this project (its id).', format: 'uuid' })
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

export class CreateConfig {
  @ApiProperty({ description: 'The project that it belongs to (its id).', format: 'uuid' })
  @IsUUID()
  projectId: string;
  @ApiProperty({
    description:
      'Name within the project. With the code of the project before it, `<project>.<name>`, it is what agents list under `configs`; the two together have up to 63 characters.',
    pattern: CONFIG_NAME.source,
    example: 'nginx.conf',
  })
  @Matches(CONFIG_NAME, {
    message: 'name must begin with a lower-case letter or digit and have up to 58 of a-z, 0-9 and . _ -',
  })
  name: string;
  @ApiProperty({
    enum: FORMATS,
    description: 'What its texts are written in; they are parsed before they are kept.',
  })
  @IsIn(FORMATS)
  format: Format;
  @ApiPropertyOptional({ description: 'What it is.', maxLength: 2000 })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string;
  @ApiPropertyOptional({
    description:
      'Whether the whole file is a secret: sealed in the database, shown and compared only for whoever may reveal secrets.',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  isSecret?: boolean;
  @ApiProperty({
    description: `First text of the base, which every environment inherits; at most ${MOST_BYTES} bytes.`,
    maxLength: MOST_BYTES,
  })
  @IsString()
  @MaxLength(MOST_BYTES)
  text: string;
  @ApiPropertyOptional({ description: 'Why, for the history.', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  message?: string;
}

export class EditConfig {
  @ApiPropertyOptional({ description: 'What it is.', maxLength: 2000 })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description:
      'JSON Schema (draft 2020-12) that every text of every environment must fit; null for none. Refused while the text of an environment does not fit.',
  })
  @ValidateIf(({ schema }: EditConfig) => schema !== undefined && schema !== null)
  @IsObject()
  schema?: JsonObject | null;
  @ApiPropertyOptional({
    description: 'Revision that the edit was made on; refused when it is not the current one.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number;
}

export class PublicationRef {
  @ApiProperty({ description: 'Name of the version: the number of the text within the file.', example: '7' })
  version: string;
  @ApiProperty({ enum: PUBLICATION_STATES, description: 'What became of it.' })
  state: PublicationState;
  @ApiProperty({ description: 'Whether it takes the file away from the nodes.' })
  isDeletion: boolean;
  @ApiProperty({ format: 'date-time', description: 'When it was published (UTC).' })
  publishedAt: string;
  @ApiProperty({ description: 'Who published it.' })
  publishedByName: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Its newest release; null when there is none.',
  })
  releaseId: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Number of that release.' })
  releaseNumber: number | null;
}

export class ConfigEnvironment {
  @ApiProperty({ format: 'uuid', description: 'Id of the environment.' })
  environmentId: string;
  @ApiProperty({ description: 'Code of the environment.' })
  code: string;
  @ApiProperty({ description: 'Name of the environment.' })
  name: string;
  @ApiProperty({ description: 'Whether it is production.' })
  isProduction: boolean;
  @ApiProperty({ minimum: 0, description: 'Newest version of its own layer; 0 when it only inherits.' })
  overrideVersion: number;
  @ApiProperty({ description: 'Whether the draft says that there shall be no such file here.' })
  isDeleted: boolean;
  @ApiProperty({
    description:
      'Whether the draft differs from what was published last and not taken back; true when nothing was.',
  })
  hasChanges: boolean;
  @ApiProperty({
    type: PublicationRef,
    nullable: true,
    description: 'What the environment has; null before the first.',
  })
  stable: PublicationRef | null;
  @ApiProperty({
    type: PublicationRef,
    nullable: true,
    description: 'What waits for its release or is on its way to the nodes; null when nothing is.',
  })
  underway: PublicationRef | null;
}

export class ConfigFile {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ format: 'uuid', description: 'Id of its project.' })
  projectId: string;
  @ApiProperty({ description: 'Code of its project.' })
  projectCode: string;
  @ApiProperty({ description: 'Name within the project.' })
  name: string;
  @ApiProperty({ description: 'What releases, nodes and agents know it by: `<project>.<name>`.' })
  bin: string;
  @ApiProperty({ enum: FORMATS, description: 'What its texts are written in.' })
  format: Format;
  @ApiProperty({ description: 'What it is; may be empty.' })
  description: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'JSON Schema that its texts must fit; null when there is none.',
  })
  schema: JsonObject | null;
  @ApiProperty({ description: 'Whether the whole file is a secret.' })
  isSecret: boolean;
  @ApiProperty({ minimum: 1, description: 'Grows with each change of description or schema.' })
  revision: number;
  @ApiProperty({ minimum: 1, description: 'Newest version of the base.' })
  baseVersion: number;
  @ApiProperty({ format: 'date-time', description: 'When a text of it was saved last (UTC).' })
  changedAt: string;
  @ApiProperty({ description: 'Who saved it.' })
  changedByName: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it is archived; null when it is in use.',
  })
  archivedAt: string | null;
  @ApiProperty({ type: [ConfigEnvironment], description: 'In the order of the project.' })
  environments: readonly ConfigEnvironment[];
}

export class ConfigFilePage {
  @ApiProperty({ type: [ConfigFile], description: 'Newest first; archived ones are not in it.' })
  items: readonly ConfigFile[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}
