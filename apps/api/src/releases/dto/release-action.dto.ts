import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
} from 'class-validator';
import { IsMoment, LocalizedText } from '../../platform/http/index.js';

export class ReleaseActionDto {
  @ApiPropertyOptional({
    description: 'Revision that the decision was made on; refused when the release has moved on.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number;
  @ApiPropertyOptional({
    description: 'Hash of the plan that was looked at; refused when the plan is another one.',
    pattern: '^[0-9a-f]{64}$',
  })
  @IsOptional()
  @IsString()
  @Matches(/^[0-9a-f]{64}$/)
  planHash?: string;
  @ApiPropertyOptional({ description: 'Why, for the record.' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  reason?: string;
}

export class DeployDto extends ReleaseActionDto {
  @ApiPropertyOptional({
    enum: ['refuse', 'wait', 'supersede'],
    default: 'refuse',
    description:
      'When a freeze, an emergency stop, the promotion rule or an unfinished release on the same nodes is in the way: refuse with 409; schedule it to start by itself when that is over; or, of releases, take their nodes over (they end as `superseded`).',
  })
  @IsOptional()
  @IsIn(['refuse', 'wait', 'supersede'])
  whenBlocked?: 'refuse' | 'wait' | 'supersede';
}

export class ScheduleDto extends ReleaseActionDto {
  @ApiProperty({ format: 'date-time', description: 'When it is to start by itself; in the future.' })
  @IsMoment()
  at: string;
}

/** Of freezes, of the promotion rule, and of approvals. */
export class OverrideDto extends OmitType(ReleaseActionDto, ['reason']) {
  @ApiProperty({ description: 'Why it can not wait.', minLength: 1, maxLength: 2_000 })
  @IsString()
  @Matches(/\S/, { message: 'reason must have a visible character' })
  @MaxLength(2_000)
  reason: string;
}

export class NodesActionDto extends ReleaseActionDto {
  @ApiPropertyOptional({
    type: [String],
    description: 'Ids of targets of this release, at most 10,000; absent: all that are lost.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @ArrayUnique()
  @IsString({ each: true })
  nodeIds?: string[];
}

export class PromoteDto extends ReleaseActionDto {
  @ApiPropertyOptional({ description: 'Go on to the end without any further pause.', default: false })
  @IsOptional()
  @IsBoolean()
  full?: boolean;
}

/** Anything else is refused: an action must not be carried out because somebody misspelt that it should not be. */
const SWITCH: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

export class ActionQuery {
  @ApiPropertyOptional({ description: '`true`: only say what would happen.', type: Boolean, default: false })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => SWITCH.get(value) ?? value)
  @IsBoolean({ message: 'dryRun must be true or false' })
  dryRun: boolean = false;
}

export class DryRunAfter {
  @ApiProperty({
    type: Number,
    minimum: 1,
    nullable: true,
    description:
      'Number of the release; null when it would be a new one, which gets its number when it is made.',
  })
  number: number | null;
  @ApiProperty({ description: 'Status that this release would have.' })
  status: string;
  @ApiProperty({ type: LocalizedText, description: 'What it would say of itself then.' })
  headline: LocalizedText;
}

export class DryRun {
  @ApiProperty({ description: 'Could this person do it now?' })
  allowed: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Stable code of what is in the way, as the action itself would answer; null when allowed.',
  })
  code: string | null;
  @ApiProperty({ type: LocalizedText, nullable: true, description: 'Why not; null when allowed.' })
  reason: LocalizedText | null;
  @ApiProperty({ type: [LocalizedText], description: 'What it would do.' })
  consequences: LocalizedText[];
  @ApiProperty({
    type: DryRunAfter,
    nullable: true,
    description: 'The release right after; null when refused.',
  })
  after: DryRunAfter | null;
}
