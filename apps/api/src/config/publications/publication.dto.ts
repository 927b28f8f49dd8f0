import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsNested, LocalizedText, PageQuery } from '../../platform/http/index.js';
import { ReleaseLimitsDto, StrategyDto } from '../../releases/index.js';
import { MOST_VERSION } from '../config-words.js';
import { PublicationRef } from '../files/config-file.dto.js';
import { ConfigDiff } from '../versions/diff.dto.js';

export class PublicationQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only of this environment (its code).', maxLength: 39 })
  @IsOptional()
  @IsString()
  @MaxLength(39)
  environment?: string;
}

export class ChangeQuery {
  @ApiProperty({ description: 'Code of the environment.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  environment: string;
}

export class Publication extends PublicationRef {
  @ApiProperty({ description: 'Code of the environment.' })
  environment: string;
  @ApiProperty({ minimum: 1, description: 'Version of the base that it was made from.' })
  baseVersion: number;
  @ApiProperty({ minimum: 0, description: 'Version of the environment’s own layer; 0 when that had none.' })
  overrideVersion: number;
  @ApiProperty({ description: 'Sha256 of the file as nodes get it, secrets filled in.' })
  sha256: string;
  @ApiProperty({ minimum: 0, description: 'Size of that file in bytes.' })
  sizeBytes: number;
  @ApiProperty({
    type: LocalizedText,
    nullable: true,
    description: 'Why it was taken back, where it was; null when it was not.',
  })
  badReason: LocalizedText | null;
}

export class PublicationPage {
  @ApiProperty({ type: [Publication], description: 'Newest first.' })
  items: readonly Publication[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}

/** A published text by what releases call it, with what it changes: for approvers and for a release's page. */
export class PublicationChange extends Publication {
  @ApiProperty({ format: 'uuid', description: 'Id of the file.' })
  fileId: string;
  @ApiProperty({ description: 'Name of the file.' })
  name: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'The version that it was compared with: what the environment had when it was published; null for nothing.',
  })
  before: string | null;
  @ApiProperty({ type: ConfigDiff, description: 'What it changes.' })
  diff: ConfigDiff;
}

export class MakePublications {
  @ApiProperty({ description: 'Code of the environment.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  environment: string;
  @ApiProperty({ type: [String], description: 'Ids of files of one project.', minItems: 1, maxItems: 20 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  fileIds: string[];
  @ApiPropertyOptional({ description: 'Also when the text was taken back before.', default: false })
  @IsOptional()
  @IsBoolean()
  evenIfBad?: boolean;
}

export class MadePublication {
  @ApiProperty({ format: 'uuid', description: 'Id of the file.' })
  fileId: string;
  @ApiProperty({ description: 'What releases know the file by.' })
  bin: string;
  @ApiProperty({ description: 'Name of the version to put into a release.', example: '7' })
  version: string;
  @ApiProperty({ description: 'False when the newest publication already has this very text.' })
  isNew: boolean;
}

export class MadePublications {
  @ApiProperty({ type: [MadePublication], description: 'In the order asked for.' })
  items: readonly MadePublication[];
}

/** The release that brings a text: its waves and limits; what is left out is as for every release. */
class HowToBring extends ReleaseLimitsDto {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'Strategy template of the project that the waves come from.',
  })
  @IsOptional()
  @IsUUID()
  strategyTemplateId?: string;
  @ApiPropertyOptional({
    type: StrategyDto,
    description:
      'The waves; absent, without a template: a canary of one tenth of the nodes for a minute, then half, then all.',
  })
  @IsOptional()
  @IsNested()
  @Type(() => StrategyDto)
  strategy?: StrategyDto;
  @ApiPropertyOptional({
    description: 'Submit the release at once instead of keeping a draft.',
    default: true,
  })
  @IsOptional()
  @IsBoolean()
  submit?: boolean;
}

export class PublishConfig extends HowToBring {
  @ApiProperty({ description: 'Code of the environment.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  environment: string;
  @ApiPropertyOptional({
    description:
      'Version of the base that was reviewed; 409 CONFIG_CHANGED when a newer one was saved since.',
    minimum: 1,
    maximum: MOST_VERSION,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_VERSION)
  baseVersion?: number;
  @ApiPropertyOptional({
    description:
      'Version of the environment’s own layer that was reviewed, 0 for none; 409 CONFIG_CHANGED likewise.',
    minimum: 0,
    maximum: MOST_VERSION,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_VERSION)
  overrideVersion?: number;
  @ApiPropertyOptional({ description: 'Also when the text was taken back before.', default: false })
  @IsOptional()
  @IsBoolean()
  evenIfBad?: boolean;
  @ApiPropertyOptional({ description: 'Why, for approvers.', maxLength: 10_000 })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  notes?: string;
}

export class ConfigRelease {
  @ApiProperty({ format: 'uuid', description: 'The release that brings it.' })
  releaseId: string;
  @ApiProperty({ description: 'Number of the release.' })
  releaseNumber: number;
  @ApiProperty({ description: 'The version that it brings.', example: '7' })
  version: string;
}

export class RollBackConfig {
  @ApiProperty({ description: 'Code of the environment.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  environment: string;
  @ApiPropertyOptional({
    description:
      'Number of the published version to go back to, which must have completed there before; absent: the one before what the environment has.',
    minimum: 1,
    maximum: MOST_VERSION,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_VERSION)
  to?: number;
  @ApiPropertyOptional({ description: 'Why, for the audit log.', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class DeleteConfig extends HowToBring {
  @ApiProperty({ description: 'Code of the environment.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  environment: string;
  @ApiProperty({ description: 'Why, for approvers.', minLength: 1, maxLength: 500 })
  @IsString()
  @Matches(/\S/, { message: 'reason must have a visible character' })
  @MaxLength(500)
  reason: string;
}
