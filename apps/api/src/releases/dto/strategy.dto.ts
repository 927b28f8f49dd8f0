import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsNested } from '../../platform/http/index.js';
import type { Amount } from '@release-console/rollout-core';
import { AMOUNT, IsAmount, IsLabelSelector } from './validators.js';

const DAY = 86_400;

export class PauseDto {
  @ApiPropertyOptional({
    description: 'Seconds; absent: until a person promotes.',
    minimum: 1,
    maximum: 7 * DAY,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(7 * DAY)
  seconds?: number;
}

export class AnalysisDto {
  @ApiProperty({
    description:
      'Seconds for which the judge looks before it may find nothing wrong; what is bad, it says at once.',
    minimum: 30,
    maximum: 7 * DAY,
    example: 300,
  })
  @IsInt()
  @Min(30)
  @Max(7 * DAY)
  seconds: number;
  @ApiPropertyOptional({
    description:
      'So many seconds more it waits for what is missing, such as traffic; then the release is paused. As long as `seconds` when absent.',
    minimum: 0,
    maximum: 7 * DAY,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(7 * DAY)
  waitSeconds?: number;
}

export class CanaryStepDto {
  @ApiPropertyOptional({
    description:
      'Percent of the selected nodes that then run the new version; rounds down, at least one node.',
    minimum: 1,
    maximum: 100,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  setWeight?: number;
  @ApiPropertyOptional({
    description:
      'All nodes with these labels that are not in yet; a node matches when each label has one of the values.',
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: { region: ['ningxia'] },
  })
  @IsOptional()
  @IsObject()
  @IsLabelSelector()
  select?: Record<string, string[]>;
  @ApiPropertyOptional({ description: 'Wait before the next step.', type: PauseDto })
  @IsOptional()
  @IsNested()
  @Type(() => PauseDto)
  pause?: PauseDto;
  @ApiPropertyOptional({
    description: 'Judge the nodes that run the new version beside the others, by the checks of the plan.',
    type: AnalysisDto,
  })
  @IsOptional()
  @IsNested()
  @Type(() => AnalysisDto)
  analysis?: AnalysisDto;
}

export class NamedWaveDto {
  @ApiPropertyOptional({ description: 'What people call the wave.', example: 'Ningxia CMCC' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  name?: string;
  @ApiProperty({
    description: 'A node matches when each label here has one of the values named for it.',
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: { region: ['ningxia'], isp: ['cmcc'] },
  })
  @IsObject()
  @IsLabelSelector()
  labels: Record<string, string[]>;
}

export class StrategyDto {
  @ApiProperty({ enum: ['rolling', 'canary', 'blue-green'] })
  @IsIn(['rolling', 'canary', 'blue-green'])
  type: 'rolling' | 'canary' | 'blue-green';
  @ApiPropertyOptional({
    ...AMOUNT,
    description: 'rolling: nodes per wave, as a count or a share of all.',
    example: '25%',
  })
  @IsOptional()
  @IsAmount()
  batch?: Amount;
  @ApiPropertyOptional({
    description:
      'rolling, in place of batch: the waves by labels, in order; a node is in the first that it matches, the rest comes last.',
    type: [NamedWaveDto],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsNested({ each: true })
  @Type(() => NamedWaveDto)
  waves?: NamedWaveDto[];
  @ApiPropertyOptional({ description: 'rolling: wait between waves; absent: none.', type: PauseDto })
  @IsOptional()
  @IsNested()
  @Type(() => PauseDto)
  pause?: PauseDto;
  @ApiPropertyOptional({
    description: 'rolling: judge before each wave but the first; absent: nobody does.',
    type: AnalysisDto,
  })
  @IsOptional()
  @IsNested()
  @Type(() => AnalysisDto)
  analysis?: AnalysisDto;
  @ApiPropertyOptional({
    description: 'canary: weights, pauses and analyses in order; 100 % follows by itself.',
    type: [CanaryStepDto],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsNested({ each: true })
  @Type(() => CanaryStepDto)
  steps?: CanaryStepDto[];
  @ApiPropertyOptional({
    description: 'canary: labels over which each wave is spread.',
    type: [String],
    example: ['isp'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5)
  @IsString({ each: true })
  @MaxLength(63, { each: true })
  stratifyBy?: string[];
  @ApiPropertyOptional({
    description:
      'blue-green: `swap` stops the old and starts the new; `side-by-side` starts the new beside the old and lets the host move traffic. That is decided in the configuration of each host; submitting is refused as long as a node lacks it (409 SIDE_BY_SIDE_UNSUPPORTED).',
    enum: ['swap', 'side-by-side'],
    default: 'swap',
  })
  @IsOptional()
  @IsIn(['swap', 'side-by-side'])
  mode?: 'swap' | 'side-by-side';
  @ApiPropertyOptional({
    description: 'blue-green: false lets a person promote once the new build is staged everywhere.',
    default: true,
  })
  @IsOptional()
  @IsBoolean()
  autoSwitch?: boolean;
  @ApiPropertyOptional({
    description:
      'blue-green: seconds for which the old build is kept (and runs on, with `side-by-side`), so that going back is as instant as going forward.',
    minimum: 0,
    maximum: 7 * DAY,
    default: 1_800,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(7 * DAY)
  rollbackWindowSeconds?: number;
}
