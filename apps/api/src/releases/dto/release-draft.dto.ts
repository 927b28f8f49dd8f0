import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
} from 'class-validator';
import { IsNested } from '../../platform/http/index.js';
import { ReleaseLimitsDto } from './release-limits.dto.js';
import { StrategyDto } from './strategy.dto.js';
import { IsLabelSelector } from './validators.js';

export class ReleaseBinDto {
  @ApiProperty({ description: 'Name of the bin.', example: 'edge-proxy' })
  @IsString()
  @MaxLength(63)
  bin: string;
  @ApiProperty({ description: 'One of its versions.', example: '2.4.1' })
  @IsString()
  @MaxLength(100)
  version: string;
}

export class SelectorDto {
  @ApiPropertyOptional({
    description: 'A node matches when each label here has one of the values named for it.',
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: { region: ['ningxia', 'gansu'] },
  })
  @IsOptional()
  @IsObject()
  @IsLabelSelector()
  labels?: Record<string, string[]>;
  @ApiPropertyOptional({
    description: 'Only these nodes, by id; empty or absent for all that the labels match.',
    type: [String],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @ArrayUnique()
  @IsString({ each: true })
  nodeIds?: string[];
}

export class ReleaseDraftDto extends ReleaseLimitsDto {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'The environment; or name it by `project` and `environment`.',
  })
  @IsOptional()
  @IsUUID()
  environmentId?: string;
  @ApiPropertyOptional({ description: 'Code of the project, with `environment`.' })
  @IsOptional()
  @IsString()
  @MaxLength(39)
  project?: string;
  @ApiPropertyOptional({ description: 'Code of the environment, with `project`.' })
  @IsOptional()
  @IsString()
  @MaxLength(39)
  environment?: string;
  @ApiProperty({
    description:
      'What to release, in the order of activation on each node; several bins are staged together and go back together.',
    type: [ReleaseBinDto],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsNested({ each: true })
  @Type(() => ReleaseBinDto)
  bins: ReleaseBinDto[];
  @ApiPropertyOptional({ description: 'Short name for lists; absent: made of bin and version.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  title?: string;
  @ApiPropertyOptional({ description: 'Why, for approvers.' })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  notes?: string;
  @ApiPropertyOptional({ description: 'Which nodes of the environment; absent: all.', type: SelectorDto })
  @IsOptional()
  @IsNested()
  @Type(() => SelectorDto)
  selector?: SelectorDto;
  @ApiPropertyOptional({
    format: 'uuid',
    description:
      'Strategy template of the project. What this draft does not say of the rules is copied from it, once; its name is remembered.',
  })
  @IsOptional()
  @IsUUID()
  strategyTemplateId?: string;
  @ApiPropertyOptional({ type: StrategyDto, description: 'Needed unless a template is named.' })
  @IsOptional()
  @IsNested()
  @Type(() => StrategyDto)
  strategy?: StrategyDto;
}

/** A plan as it is answered: every rule said. */
export class ReleasePlanDto extends OmitType(ReleaseDraftDto, ['strategy']) {
  @ApiProperty({ type: StrategyDto })
  strategy: StrategyDto;
}

export class NewReleaseDto extends ReleaseDraftDto {
  @ApiPropertyOptional({ description: 'Submit at once instead of keeping a draft.', default: false })
  @IsOptional()
  @IsBoolean()
  submit?: boolean;
}

export class EditReleaseDto extends ReleaseDraftDto {
  @ApiPropertyOptional({
    description: 'Revision that the edit was made on; refused when it is not the current one.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number;
}
