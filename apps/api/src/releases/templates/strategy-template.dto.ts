import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsOptional,
  IsString,
  IsUUID,
  IsDefined,
  Matches,
  MaxLength,
} from 'class-validator';
import { IsNested, SeenRevision } from '../../platform/http/index.js';
import { ReleaseLimitsDto } from '../dto/release-limits.dto.js';
import { StrategyDto } from '../dto/strategy.dto.js';

const VISIBLE = /^(?=.*\S)\P{Cc}*$/u;

export class StrategyTemplateRequest extends ReleaseLimitsDto {
  @ApiProperty({ description: 'What people call it, unique in its project.', maxLength: 100 })
  @IsString()
  @MaxLength(100)
  @Matches(VISIBLE, { message: 'name must have a visible character and no control characters' })
  name: string;
  @ApiProperty({ type: StrategyDto, description: 'As of a release, checked by the same rules.' })
  @IsDefined()
  @IsNested()
  @Type(() => StrategyDto)
  strategy: StrategyDto;
  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    description:
      'Environments of the project whose releases start from it; taken over from the template that each had. Absent: none.',
    maxItems: 100,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  defaultForEnvironmentIds?: string[];
}

export class ChangedStrategyTemplate extends IntersectionType(StrategyTemplateRequest, SeenRevision) {}

export class StrategyTemplate extends ReleaseLimitsDto {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'What people call it, unique in its project.' })
  name: string;
  @ApiProperty({ type: StrategyDto, description: 'With every default filled in, like the other rules.' })
  strategy: StrategyDto;
  @ApiProperty({
    type: [String],
    format: 'uuid',
    description: 'Environments whose releases start from it.',
  })
  defaultForEnvironmentIds: string[];
  @ApiProperty({ description: 'Grows with each change; say it as `expectedRevision`.', minimum: 1 })
  revision: number;
  @ApiProperty({ description: 'Who changed it last.' })
  changedBy: string;
  @ApiProperty({ format: 'date-time', description: 'Changed last.' })
  changedAt: string;
}

export class StrategyTemplatePage {
  @ApiProperty({ type: [StrategyTemplate], description: 'By name; all of them.' })
  items: readonly StrategyTemplate[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: there is one page.' })
  nextCursor: string | null;
}
