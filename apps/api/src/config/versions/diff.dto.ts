import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';

/** `layer:base@3`, `draft:staging`, `published:production` or `published:production@7`. */
export const TEXT_REF =
  /^(?:layer:[a-z0-9-]{1,39}(?:@\d{1,9})?|draft:[a-z0-9-]{1,39}|published:[a-z0-9-]{1,39}(?:@\d{1,9})?)$/;

const REF =
  'Which text: `layer:<base or environment>[@version]` for a layer as it was saved, `draft:<environment>` for what base and environment make now, `published:<environment>[@number]` for what was published (without a number: what the environment has).';

export class ConfigDiffQuery {
  @ApiProperty({ description: REF, example: 'published:production' })
  @IsString()
  @MaxLength(80)
  @Matches(TEXT_REF, { message: 'from must name a text, for example published:production' })
  from: string;
  @ApiProperty({ description: `The later text. ${REF}`, example: 'draft:production' })
  @IsString()
  @MaxLength(80)
  @Matches(TEXT_REF, { message: 'to must name a text, for example draft:production' })
  to: string;
}

export class ConfigDiffLine {
  @ApiProperty({ enum: ['same', 'removed', 'added'], description: 'What became of the line.' })
  kind: 'same' | 'removed' | 'added';
  @ApiProperty({ type: Number, nullable: true, description: 'Its number before; null of what was added.' })
  before: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Its number after; null of what was removed.' })
  after: number | null;
  @ApiProperty({ description: 'The line without its end.' })
  text: string;
}

export class ConfigHunk {
  @ApiProperty({ minimum: 0, description: 'First line of it before.' })
  beforeStart: number;
  @ApiProperty({ minimum: 0, description: 'First line of it after.' })
  afterStart: number;
  @ApiProperty({ type: [ConfigDiffLine], description: 'Changed lines with up to three around them.' })
  lines: readonly ConfigDiffLine[];
}

export class ConfigKeyChange {
  @ApiProperty({ description: 'Path of the key.' })
  path: string;
  @ApiProperty({ enum: ['added', 'removed', 'changed'], description: 'What became of it.' })
  kind: 'added' | 'removed' | 'changed';
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Its value before, as JSON text; null of what was added.',
  })
  before: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Its value after, as JSON text; null of what was removed.',
  })
  after: string | null;
}

export class ConfigDiff {
  @ApiProperty({ description: 'Whether the texts differ at all; also told of a file that is a secret.' })
  isChanged: boolean;
  @ApiProperty({
    description: 'Whether the texts are hidden from the caller, because the whole file is a secret.',
  })
  isHidden: boolean;
  @ApiProperty({
    description: 'Whether there is no text before: nothing published yet, or a file that was deleted.',
  })
  isNew: boolean;
  @ApiProperty({ description: 'Whether there is no text after: the file goes.' })
  isGone: boolean;
  @ApiProperty({ type: [ConfigHunk], description: 'By line.' })
  hunks: readonly ConfigHunk[];
  @ApiProperty({ type: [ConfigKeyChange], description: 'By key; none of nginx and text.' })
  keys: readonly ConfigKeyChange[];
}
