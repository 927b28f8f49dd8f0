import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsNested, LocalizedText, PageQuery } from '../../platform/http/index.js';
import { StrategyDto } from '../../releases/index.js';
import { NAME, RELEASE_MODES, type ReleaseMode } from '../ci-words.js';

const GLOB = '`*` stands for anything but `/`, `**` for anything.';
const WORDS =
  '`{number}` of the build, `{tag}`, `{tag.number}` (without a leading v), `{branch}`, `{commit}` (12 digits), `{parameter.NAME}`, `{file.NAME}` (what the file pattern caught)';

export class CiRuleQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only rules of this project (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ description: 'Only rules of this source (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  sourceId?: string;
}

export class CiRuleRelease {
  @ApiProperty({
    enum: RELEASE_MODES,
    description:
      'Keep a draft, or submit it. Who last edited the rule is its author, and needs the right for it at that moment; approvals, freezes and everything else hold as for a person.',
  })
  @IsIn(RELEASE_MODES)
  mode: ReleaseMode;
  @ApiProperty({ description: 'Code of the environment.', maxLength: 39 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(39)
  environment: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Strategy template of the project.' })
  @IsOptional()
  @IsUUID()
  strategyTemplateId?: string;
  @ApiPropertyOptional({
    type: StrategyDto,
    description: 'Strategy; without it and a template: a canary of 10 %, then half, then all.',
  })
  @IsOptional()
  @IsNested()
  @Type(() => StrategyDto)
  strategy?: StrategyDto;
}

export class CreateCiRule {
  @ApiProperty({ description: 'The source whose builds it is about (its id).', format: 'uuid' })
  @IsUUID()
  sourceId: string;
  @ApiProperty({ description: 'Name.', maxLength: 100 })
  @Matches(NAME, { message: 'name must have 1 to 100 characters' })
  name: string;
  @ApiProperty({
    description: `Job, pipeline or workflow: of Jenkins the job with its folders, of GitLab the path of the project, of GitHub \`owner/repository/workflow\` (of a release \`owner/repository\`). ${GLOB} Only jobs named without one are asked for builds that nobody told of before they were seen.`,
    maxLength: 500,
    example: 'team/my-svc',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  job: string;
  @ApiPropertyOptional({
    description: `Branch or tag, without origin/; absent or empty: any, or none. ${GLOB}`,
    maxLength: 300,
    example: 'main',
  })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  ref?: string;
  @ApiProperty({
    description: `Path of the file among the files of the build. ${GLOB} \`{version}\`, \`{arch}\` or another word in braces catches a piece without \`/\` for the fields below.`,
    maxLength: 500,
    example: 'dist/my-svc-{version}-{arch}',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  file: string;
  @ApiProperty({ description: 'Name of the bin, of the same project.', maxLength: 63 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(63)
  bin: string;
  @ApiProperty({ description: `Version; may have ${WORDS}.`, maxLength: 200, example: '{parameter.VERSION}' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  version: string;
  @ApiProperty({
    description: `Architecture, such as amd64, arm64 or any; may have the same words as \`version\`.`,
    maxLength: 100,
    example: '{file.arch}',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  arch: string;
  @ApiPropertyOptional({
    enum: ['file', 'archive'],
    default: 'file',
    description: 'Whether nodes put the file in place as it is, or unpack it.',
  })
  @IsOptional()
  @IsIn(['file', 'archive'])
  kind?: 'file' | 'archive';
  @ApiPropertyOptional({
    type: CiRuleRelease,
    description: 'What becomes of the version; absent: nothing yet.',
  })
  @IsOptional()
  @IsNested()
  @Type(() => CiRuleRelease)
  release?: CiRuleRelease;
  @ApiPropertyOptional({ default: true, description: 'Whether it is followed.' })
  @IsOptional()
  @IsBoolean()
  isEnabled?: boolean;
  @ApiPropertyOptional({
    default: 0,
    minimum: 0,
    maximum: 10_000,
    description: 'Smaller ones are looked at first; each file follows the first rule that it fits.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;
}

export class EditCiRule extends OmitType(CreateCiRule, ['sourceId']) {
  @ApiPropertyOptional({
    description: 'Revision that the edit was made on; refused when it is not the current one.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number;
}

export class TryCiRule extends CreateCiRule {
  @ApiPropertyOptional({
    default: 20,
    minimum: 1,
    maximum: 100,
    description: 'On how many of the newest builds of its job.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  builds?: number;
}

export class CiRule {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the source.' })
  sourceId: string;
  @ApiProperty({ description: 'Name of the source.' })
  sourceName: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the project.' })
  projectId: string;
  @ApiProperty({ description: 'Name.' })
  name: string;
  @ApiProperty({ description: 'Job pattern.' })
  job: string;
  @ApiProperty({ description: 'Pattern of branch or tag; empty: any.' })
  ref: string;
  @ApiProperty({ description: 'File pattern.' })
  file: string;
  @ApiProperty({ description: 'Name of the bin.' })
  bin: string;
  @ApiProperty({ description: 'Version, perhaps with words in braces.' })
  version: string;
  @ApiProperty({ description: 'Architecture, perhaps with words in braces.' })
  arch: string;
  @ApiProperty({ enum: ['file', 'archive'], description: 'What the file is to nodes.' })
  kind: 'file' | 'archive';
  @ApiProperty({
    type: CiRuleRelease,
    nullable: true,
    description: 'What becomes of the version; null: nothing yet.',
  })
  release: CiRuleRelease | null;
  @ApiProperty({ description: 'Whether it is followed.' })
  isEnabled: boolean;
  @ApiProperty({ description: 'Smaller ones are looked at first.' })
  position: number;
  @ApiProperty({ minimum: 1, description: 'Grows with each change.' })
  revision: number;
  @ApiProperty({ description: 'Who last edited it, and is the author of what comes of it.' })
  editorName: string;
  @ApiProperty({ format: 'date-time', description: 'When it was last edited.' })
  editedAt: string;
}

export class CiRulePage {
  @ApiProperty({ type: [CiRule], description: 'Newest first.' })
  items: CiRule[];
  @ApiProperty({ type: String, nullable: true, description: 'Pass as `cursor` for the next page.' })
  nextCursor: string | null;
}

export class CiTriedFile {
  @ApiProperty({ description: 'Path of the file.' })
  path: string;
  @ApiProperty({ description: 'Whether it would be imported.' })
  fits: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Version that it would become.' })
  version: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Architecture that it would be for.' })
  arch: string | null;
  @ApiProperty({ type: LocalizedText, nullable: true, description: 'Why not; null when it would.' })
  why: LocalizedText | null;
}

export class CiTriedBuild {
  @ApiProperty({ format: 'uuid', description: 'Id of the build.' })
  buildId: string;
  @ApiProperty({ description: 'Its job.' })
  job: string;
  @ApiProperty({ description: 'Its number.' })
  number: number;
  @ApiProperty({ type: String, nullable: true, description: 'Its branch or tag.' })
  ref: string | null;
  @ApiProperty({ description: 'Whether the rule is about it.' })
  fits: boolean;
  @ApiProperty({ type: LocalizedText, nullable: true, description: 'Why not; null when it is.' })
  why: LocalizedText | null;
  @ApiProperty({ type: [CiTriedFile], description: 'Its files; empty when the rule is not about it.' })
  files: CiTriedFile[];
}

export class CiRuleTrial {
  @ApiProperty({
    type: [CiTriedBuild],
    description:
      'The newest builds that its job pattern matches, among the newest 500 of the source; those of other jobs when there is none. Newest first.',
  })
  builds: CiTriedBuild[];
}
