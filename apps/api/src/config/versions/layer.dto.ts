import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { PageQuery } from '../../platform/http/index.js';
import { MOST_VERSION, VERSION_KINDS, type VersionKind } from '../config-words.js';
import { MOST_BYTES } from '../content/index.js';

const LAYER_TEXT = '`base`, or the code of an environment.';

/** What a layer says: of the base a text, of an environment what it lays over the base. */
export class LayerContent {
  @ApiProperty({
    type: String,
    nullable: true,
    maxLength: MOST_BYTES,
    description: `The text; null only of an environment, which is then as the base says. At most ${MOST_BYTES} bytes.`,
  })
  @ValidateIf(({ text }: LayerContent) => text !== null)
  @IsString()
  @MaxLength(MOST_BYTES)
  text: string | null;
  @ApiPropertyOptional({
    type: [String],
    description:
      'Of an environment: paths of keys that the base has and this environment has not. Names are parted by dots; `\\` and `.` in a name are written `\\\\` and `\\.`.',
    maxItems: 1000,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(2000, { each: true })
  removedKeys?: string[];
}

export class SaveLayer extends LayerContent {
  @ApiProperty({
    description:
      'Version of the layer that was edited; 0 when it had none. 409 CONFIG_CHANGED when it is not the newest.',
    minimum: 0,
    maximum: MOST_VERSION,
  })
  @IsInt()
  @Min(0)
  @Max(MOST_VERSION)
  parentVersion: number;
  @ApiPropertyOptional({ description: 'Why, for the history.', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  message?: string;
}

export class MergeLayer extends LayerContent {
  @ApiPropertyOptional({
    type: [String],
    description:
      'Places of conflicts in which the newest version is wanted; in all others it is the caller’s.',
    maxItems: 1000,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(2000, { each: true })
  takeTheirs?: string[];
  @ApiProperty({
    description: 'Version of the layer that was edited; 0 when it had none.',
    minimum: 0,
    maximum: MOST_VERSION,
  })
  @IsInt()
  @Min(0)
  @Max(MOST_VERSION)
  parentVersion: number;
}

export class ConfigVersion {
  @ApiProperty({ description: LAYER_TEXT })
  layer: string;
  @ApiProperty({ minimum: 1, description: 'Its number in the layer.' })
  version: number;
  @ApiProperty({ minimum: 0, description: 'The version that it was made from; 0 for the first.' })
  parentVersion: number;
  @ApiProperty({ enum: VERSION_KINDS, description: 'How it came to be.' })
  kind: VersionKind;
  @ApiProperty({ description: 'Why; may be empty.' })
  message: string;
  @ApiProperty({ description: 'Who saved it.' })
  authorName: string;
  @ApiProperty({ format: 'date-time', description: 'When (UTC).' })
  createdAt: string;
  @ApiProperty({
    type: [String],
    description: 'Published versions that were made of it, for example `7`, newest first; at most 10.',
  })
  publications: readonly string[];
  @ApiProperty({ description: 'Whether one of them was taken back, by the judge or by a person.' })
  isBad: boolean;
}

export class ConfigVersionPage {
  @ApiProperty({ type: [ConfigVersion], description: 'Newest first.' })
  items: readonly ConfigVersion[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}

export class ConfigVersionQuery extends PageQuery {
  @ApiPropertyOptional({ description: `Only of this layer: ${LAYER_TEXT}`, maxLength: 39 })
  @IsOptional()
  @IsString()
  @MaxLength(39)
  layer?: string;
}

/** One version of a layer with its text. */
export class ConfigLayer {
  @ApiProperty({ description: LAYER_TEXT })
  layer: string;
  @ApiProperty({ minimum: 0, description: 'Its number; 0 when the layer has none yet.' })
  version: number;
  @ApiProperty({
    minimum: 1,
    description: 'The newest version of the base, for whoever edits an environment.',
  })
  baseVersion: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The text; null when it is hidden, or when the environment has none of its own.',
  })
  text: string | null;
  @ApiProperty({
    description: 'Whether there is a text that the caller may not see, because the whole file is a secret.',
  })
  isHidden: boolean;
  @ApiProperty({ type: [String], description: 'Keys of the base that the environment has not.' })
  removedKeys: readonly string[];
  @ApiProperty({ description: 'Whether there shall be no such file in the environment.' })
  isDeleted: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who saved it; null when the layer has none yet.',
  })
  authorName: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When (UTC).' })
  createdAt: string | null;
}

export class ConfigFault {
  @ApiProperty({
    enum: ['base', 'override', 'schema', 'secret'],
    description:
      'What it is a fault of: a text of the base or of the environment, of what both make by the schema, or of a reference to a secret that has no value.',
  })
  of: 'base' | 'override' | 'schema' | 'secret';
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the environment in which it shows; null when it is a fault of the layer itself.',
  })
  environment: string | null;
  @ApiProperty({ minimum: 1, description: 'Line, from 1.' })
  line: number;
  @ApiProperty({ minimum: 1, description: 'Column, from 1, in UTF-16 units.' })
  column: number;
  @ApiProperty({ description: 'What is wrong, for people.' })
  message: string;
}

export class ConfigKeyView {
  @ApiProperty({ description: 'Path of the key; names are parted by dots.' })
  path: string;
  @ApiProperty({ description: 'Its value as JSON text.', example: '"info"' })
  value: string;
  @ApiProperty({ enum: ['base', 'override'], description: 'Whose value it is.' })
  layer: 'base' | 'override';
  @ApiProperty({ minimum: 1, description: 'Its line in the text, from 1.' })
  line: number;
}

/** What an environment has: base and its own layer together. */
export class ConfigEffective {
  @ApiProperty({ description: 'Code of the environment.' })
  environment: string;
  @ApiProperty({ minimum: 1, description: 'Version of the base.' })
  baseVersion: number;
  @ApiProperty({ minimum: 0, description: 'Version of the own layer; 0 when it has none.' })
  overrideVersion: number;
  @ApiProperty({ description: 'Whether there is, or shall be, no such file.' })
  isDeleted: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'The text with references to secrets as they are written; null when it is hidden or there is no file.',
  })
  text: string | null;
  @ApiProperty({ description: 'Whether the caller may not see it, because the whole file is a secret.' })
  isHidden: boolean;
  @ApiProperty({ type: [ConfigKeyView], description: 'In the order of the text; none of nginx and text.' })
  keys: readonly ConfigKeyView[];
  @ApiProperty({ type: [String], description: 'Names of the secrets that it refers to.' })
  secrets: readonly string[];
}

/** What would be kept, without keeping it. */
export class ConfigCheck {
  @ApiProperty({
    type: [ConfigFault],
    description: 'What is wrong with it, at most 100; empty when it can be saved.',
  })
  faults: readonly ConfigFault[];
  @ApiProperty({
    type: ConfigEffective,
    nullable: true,
    description: 'What the environment would have; null of the base, and of what can not be laid over it.',
  })
  effective: ConfigEffective | null;
}

export class ConfigConflict {
  @ApiProperty({ enum: ['key', 'lines'], description: 'Whether a key or some lines are meant.' })
  kind: 'key' | 'lines';
  @ApiProperty({ description: 'Path of the key; of lines `<first>-<last>` of mine.' })
  place: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What the parent had, as JSON or lines; null: nothing.',
  })
  parent: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What the caller has; null: nothing.' })
  mine: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What was saved meanwhile; null: nothing.' })
  theirs: string | null;
}

/** Three ways: the text that both began with, the caller's and the one that was saved meanwhile. */
export class ConfigMerge {
  @ApiProperty({ type: ConfigLayer, description: 'What both began with.' })
  parent: ConfigLayer;
  @ApiProperty({
    type: ConfigLayer,
    description: 'The newest version: save with its number as `parentVersion`.',
  })
  theirs: ConfigLayer;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'What both made together; where they conflict it has the caller’s. Null when the layer then has no text.',
  })
  text: string | null;
  @ApiProperty({ type: [String], description: 'Removed keys of both together.' })
  removedKeys: readonly string[];
  @ApiProperty({
    type: [ConfigConflict],
    description: 'What both changed, each in its way; empty when nothing is left to decide.',
  })
  conflicts: readonly ConfigConflict[];
}

export class PromoteKeys {
  @ApiProperty({ description: 'Code of the environment whose values are taken.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  from: string;
  @ApiProperty({
    type: [String],
    description:
      'Paths of keys of its effective text; of nginx and text only the empty path, the whole file.',
    minItems: 1,
    maxItems: 1000,
  })
  @IsArray()
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(2000, { each: true })
  keys: string[];
  @ApiProperty({
    description:
      'Newest version of the layer that takes them; 0 when it has none. 409 CONFIG_CHANGED when it is not.',
    minimum: 0,
    maximum: MOST_VERSION,
  })
  @IsInt()
  @Min(0)
  @Max(MOST_VERSION)
  parentVersion: number;
  @ApiPropertyOptional({ description: 'Why, for the history.', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  message?: string;
}

export class RevealText {
  @ApiProperty({ description: 'Why it must be seen; kept in the audit log.', minLength: 1, maxLength: 500 })
  @IsString()
  @MaxLength(500)
  reason: string;
  @ApiPropertyOptional({
    description: 'Which version of the layer; absent: the newest.',
    minimum: 1,
    maximum: MOST_VERSION,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_VERSION)
  version?: number;
}
