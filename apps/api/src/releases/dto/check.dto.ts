import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

export const CHECK_KINDS = [
  'errors',
  'latency',
  'memory',
  'errors_limit',
  'latency_limit',
  'memory_limit',
  'promql',
  'alerts',
] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export const PERCENTILES = [50, 95, 99] as const;

/** One thing that the judge looks at. */
export class CheckDto {
  @ApiProperty({
    enum: CHECK_KINDS,
    description:
      '`errors`, `latency` and `memory` compare nodes that run the new version with the others over the same seconds; the limits look at the new version alone. `promql` asks the Prometheus server that the console is configured with, every ten seconds: bad when three of the last five values are. `alerts` asks its Alertmanager: bad as soon as one fires that began after the release was deployed.',
  })
  @IsIn(CHECK_KINDS)
  kind: CheckKind;
  @ApiPropertyOptional({ enum: PERCENTILES, description: 'latency, latency_limit: which percentile.' })
  @IsOptional()
  @IsIn(PERCENTILES)
  percentile?: (typeof PERCENTILES)[number];
  @ApiPropertyOptional({
    description:
      'errors, latency, memory: a difference counts from here on. A share of all requests for errors (0.0025 when absent), of what the other nodes have for latency (0.05) and memory (0.5). promql: how much more than that of the others the value may be, as a share of theirs.',
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
      'errors_limit: the largest share of failed requests, below 1. latency_limit: the most seconds that the percentile may be, 3600 at the most. memory_limit: the most bytes per process. All of them above 0. promql: the most that the value may be.',
    minimum: -1e15,
    maximum: 1e15,
  })
  @IsOptional()
  @IsNumber()
  @Min(-1e15)
  @Max(1e15)
  max?: number;
  @ApiPropertyOptional({
    description: 'promql: the least that the value may be. Exactly one of max, min and minIncrease is said.',
    minimum: -1e15,
    maximum: 1e15,
  })
  @IsOptional()
  @IsNumber()
  @Min(-1e15)
  @Max(1e15)
  min?: number;
  @ApiPropertyOptional({
    description: 'promql: what people call the value; the begin of the query when absent.',
    maxLength: 80,
  })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  name?: string;
  @ApiPropertyOptional({
    description:
      'promql: must come to one number. {{nodes}}, {{version}}, {{bin}} and {{environment}} stand for matchers of a selector that fit the nodes with the new version, or the others, and {{window}} for the time since the step began, from 30 s to 300 s.',
    maxLength: 2_000,
    example:
      'sum(rate(http_requests_total{ {{nodes}}, code=~"5.." }[{{window}}])) / sum(rate(http_requests_total{ {{nodes}} }[{{window}}]))',
  })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  query?: string;
  @ApiPropertyOptional({
    description: 'alerts: which ones count, as Alertmanager writes it; all of them must fit.',
    maxLength: 1_000,
    example: 'service="shop", severity=~"critical|page"',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  matchers?: string;
  @ApiPropertyOptional({ description: 'Shown, but without a say.', default: false })
  @IsOptional()
  @IsBoolean()
  isShadow?: boolean;
}
