import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { LocalizedText, PageQuery } from '../../platform/http/index.js';
import {
  IMPORT_STATES,
  type ImportState,
  RUN_RELEASE_STATES,
  type RunReleaseState,
  SOURCE_KINDS,
  type SourceKind,
} from '../ci-words.js';

export class CiImportQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only of this project (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ description: 'Only of this source (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  sourceId?: string;
  @ApiPropertyOptional({ enum: IMPORT_STATES, description: 'Only in this state.' })
  @IsOptional()
  @IsIn(IMPORT_STATES)
  state?: ImportState;
  @ApiPropertyOptional({ description: 'Only for this bin (its name).', maxLength: 63 })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  bin?: string;
}

export class CiImport {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the build.' })
  buildId: string;
  @ApiProperty({ description: 'Job of the build.' })
  job: string;
  @ApiProperty({ description: 'Number of the build.' })
  number: number;
  @ApiProperty({ description: 'Name of the rule.' })
  ruleName: string;
  @ApiProperty({ description: 'Path of the file.' })
  path: string;
  @ApiProperty({ description: 'Name of the bin.' })
  bin: string;
  @ApiProperty({ description: 'Version that it becomes.' })
  version: string;
  @ApiProperty({ description: 'Architecture.' })
  arch: string;
  @ApiProperty({ enum: IMPORT_STATES, description: 'How far it is.' })
  state: ImportState;
  @ApiProperty({ minimum: 0, description: 'How often it was tried.' })
  attempts: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it is tried next; null when it is not.',
  })
  nextTryAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Sha256 of what arrived.' })
  sha256: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Bytes that arrived.' })
  sizeBytes: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Stable code of what went wrong.' })
  errorCode: string | null;
  @ApiProperty({ type: LocalizedText, nullable: true, description: 'What went wrong, and what to do.' })
  error: LocalizedText | null;
  @ApiProperty({ format: 'date-time', description: 'When it was last changed.' })
  changedAt: string;
}

export class CiImportPage {
  @ApiProperty({ type: [CiImport], description: 'Newest first.' })
  items: CiImport[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}

/** What a rule made of a build. */
export class CiRun {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Id of the rule; null when it was removed.',
  })
  ruleId: string | null;
  @ApiProperty({ description: 'Name of the rule then.' })
  ruleName: string;
  @ApiProperty({ description: 'Revision of the rule then.' })
  ruleRevision: number;
  @ApiProperty({ description: 'Name of the bin.' })
  bin: string;
  @ApiProperty({ description: 'Version that it becomes.' })
  version: string;
  @ApiProperty({ description: 'Who had edited the rule, and counts as author.' })
  editorName: string;
  @ApiProperty({ enum: RUN_RELEASE_STATES, description: 'How far its release is.' })
  releaseState: RunReleaseState;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Id of the release.' })
  releaseId: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Number of the release.' })
  releaseNumber: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Stable code of why there is no release.' })
  errorCode: string | null;
  @ApiProperty({ type: LocalizedText, nullable: true, description: 'Why there is no release.' })
  error: LocalizedText | null;
}

export class CiProvenanceQuery {
  @ApiProperty({ description: 'Name of the bin.', maxLength: 63 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(63)
  bin: string;
  @ApiPropertyOptional({
    description: 'Only of this version; absent: of the newest 200 files.',
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  version?: string;
}

/** Where a file came from. */
export class CiProvenance {
  @ApiProperty({ description: 'Version.' })
  version: string;
  @ApiProperty({ description: 'Architecture.' })
  arch: string;
  @ApiProperty({ description: 'Sha256 of the file.' })
  sha256: string;
  @ApiProperty({ enum: SOURCE_KINDS, description: 'Kind of the source.' })
  sourceKind: SourceKind;
  @ApiProperty({ description: 'Name of the source then.' })
  sourceName: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Id of the build; null when it was removed.',
  })
  buildId: string | null;
  @ApiProperty({ description: 'Job.' })
  job: string;
  @ApiProperty({ description: 'Number of the build.' })
  number: number;
  @ApiProperty({ type: String, nullable: true, description: 'Page of the build.' })
  url: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Branch or tag.' })
  ref: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Commit.' })
  commit: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who made the change or started the build, as the source says.',
  })
  by: string | null;
  @ApiProperty({ description: 'Path of the file in the build.' })
  path: string;
  @ApiProperty({ description: 'Whether the build named a digest, and the file has it.' })
  isChecked: boolean;
  @ApiProperty({ format: 'date-time', description: 'When it came in.' })
  importedAt: string;
}

export class CiProvenances {
  @ApiProperty({
    type: [CiProvenance],
    description: 'Newest first; uploads that named no build are not in it.',
  })
  items: CiProvenance[];
}
