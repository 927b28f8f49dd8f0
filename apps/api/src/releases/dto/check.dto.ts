import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNumber, IsOptional, Max, Min } from 'class-validator';

export const CHECK_KINDS = [
  'errors',
  'latency',
  'memory',
  'errors_limit',
  'latency_limit',
  'memory_limit',
] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export const PERCENTILES = [50, 95, 99] as const;

/** One thing that the judge looks at. */
export class CheckDto {
  @ApiProperty({
    enum: CHECK_KINDS,
    description:
      '`errors`, `latency` and `memory` compare nodes that run the new version with the others over the same seconds; the limits look at the new version alone.',
  })
  @IsIn(CHECK_KINDS)
  kind: CheckKind;
  @ApiPropertyOptional({ enum: PERCENTILES, description: 'latency, latency_limit: which percentile.' })
  @IsOptional()
  @IsIn(PERCENTILES)
  percentile?: (typeof PERCENTILES)[number];
  @ApiPropertyOptional({
    description:
      'errors, latency, memory: a difference counts from here on. A share of all requests for errors (0.0025 when absent), of what the other nodes have for latency (0.05) and memory (0.5).',
    minimum: 0,
    maximum: 10,
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(10)
  minIncrease?: number;
  @ApiPropertyOptional({
    description:
      'errors_limit: the largest share of failed requests, below 1. latency_limit: the most seconds that the percentile may be, 3600 at the most. memory_limit: the most bytes per process.',
    minimum: 0.000_001,
    maximum: 1e15,
  })
  @IsOptional()
  @IsNumber()
  @Min(0.000_001)
  @Max(1e15)
  max?: number;
  @ApiPropertyOptional({ description: 'Shown, but without a say.', default: false })
  @IsOptional()
  @IsBoolean()
  isShadow?: boolean;
}
