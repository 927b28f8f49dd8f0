import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Amount } from '@release-console/rollout-core';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsDivisibleBy,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { parseAmount } from '@release-console/rollout-core';
import {
  COMPARISONS,
  CONDITION_KINDS,
  METRIC_FIGURES,
  NODE_STATES,
  WATCHED_STATUSES,
  type Comparison,
  type ConditionKind,
  type MetricFigure,
  type NodeState,
  type WatchedStatus,
} from '../rules/condition.js';

const DAY = 86_400;

export class AlertConditionDto {
  @ApiProperty({
    enum: CONDITION_KINDS,
    description:
      '`release` takes states, `nodes` takes state and atLeast, `metric` takes figure, comparison, threshold, windowSeconds and minRequests.',
  })
  @IsIn(CONDITION_KINDS)
  kind: ConditionKind;
  @ApiProperty({
    minimum: 0,
    maximum: DAY,
    description: 'So many seconds must it hold without a break before the alert fires.',
  })
  @IsInt()
  @Min(0)
  @Max(DAY)
  forSeconds: number;
  @ApiPropertyOptional({
    enum: WATCHED_STATUSES,
    isArray: true,
    description:
      'release: an alert for each release that has one of them. One that is over fires for an hour and then resolves by itself.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WATCHED_STATUSES.length)
  @ArrayUnique()
  @IsIn(WATCHED_STATUSES, { each: true })
  states?: WatchedStatus[];
  @ApiPropertyOptional({
    enum: NODE_STATES,
    description:
      'nodes: which active nodes are counted. `silent` called later than they should, `offline` have been silent for long; those that never called are neither. `unhealthy` report a bin that is not healthy, `drifted` run something else than they should.',
  })
  @IsOptional()
  @IsIn(NODE_STATES)
  state?: NodeState;
  @ApiPropertyOptional({
    oneOf: [
      { type: 'integer', minimum: 1 },
      { type: 'string', pattern: '^([1-9]\\d?|100)%$' },
    ],
    description:
      'nodes: it holds from so many nodes on, or from such a share of the active nodes of the environment.',
    example: '10%',
  })
  @IsOptional()
  @ValidateBy({
    name: 'isAmount',
    validator: {
      validate: (value: unknown) => parseAmount(value) !== undefined,
      defaultMessage: () => 'Must be a whole number, or a percentage such as "25%".',
    },
  })
  atLeast?: Amount;
  @ApiPropertyOptional({
    enum: METRIC_FIGURES,
    description: 'metric: what is watched, of all nodes together, for each environment and bin by itself.',
  })
  @IsOptional()
  @IsIn(METRIC_FIGURES)
  figure?: MetricFigure;
  @ApiPropertyOptional({ enum: COMPARISONS, description: 'metric: which side of the threshold is bad.' })
  @IsOptional()
  @IsIn(COMPARISONS)
  comparison?: Comparison;
  @ApiPropertyOptional({
    minimum: 0,
    maximum: 1e15,
    description:
      'metric: requests per second for requestRate, a share from 0 to 1 for errorRate, milliseconds for latencies, processors per process for cpus, bytes per process for memoryBytes.',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1e15)
  threshold?: number;
  @ApiPropertyOptional({
    minimum: 60,
    maximum: 3_600,
    description: 'metric: over so many seconds the figure is taken; whole minutes.',
  })
  @IsOptional()
  @IsInt()
  @Min(60)
  @Max(3_600)
  @IsDivisibleBy(60)
  windowSeconds?: number;
  @ApiPropertyOptional({
    minimum: 1,
    maximum: 1e9,
    description:
      'metric, errorRate and latencies: with fewer requests in the window nobody knows, which neither fires nor resolves. 30 when absent.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1e9)
  minRequests?: number;
}
