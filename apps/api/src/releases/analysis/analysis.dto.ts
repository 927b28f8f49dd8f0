import { ApiProperty } from '@nestjs/swagger';
import type { Missing } from '@release-console/metrics-core';
import { LocalizedText } from '../../platform/http/index.js';
import { CheckDto } from '../dto/check.dto.js';

/** All of them: the compiler asks for each. */
const MISSING: Readonly<Record<Missing['what'], true>> = {
  canary_requests: true,
  baseline_requests: true,
  canary_latencies: true,
  baseline_latencies: true,
  common_requests: true,
  common_latencies: true,
  good_baseline: true,
  narrow_buckets: true,
  certainty: true,
  canary_memory: true,
  baseline_memory: true,
  answers: true,
  quiet_alerts: true,
};

const NULLABLE = { type: Number, nullable: true } as const;

export class AnalysisCheckDto {
  @ApiProperty({ type: CheckDto })
  check: CheckDto;
  @ApiProperty({ description: 'Shown, but without a say.' })
  isShadow: boolean;
  @ApiProperty({ enum: ['good', 'bad', 'unknown'] })
  state: 'good' | 'bad' | 'unknown';
  @ApiProperty({ type: LocalizedText, description: 'Why, in one sentence with its numbers.' })
  text: LocalizedText;
  @ApiProperty({
    ...NULLABLE,
    description:
      'Share of failed requests, seconds, or bytes per process of the new version; null where it is not known.',
  })
  canary: number | null;
  @ApiProperty({ ...NULLABLE, description: 'The same of the others over the same time.' })
  baseline: number | null;
  @ApiProperty({ description: 'Requests of the new version that could be looked at.' })
  canaryRequests: number;
  @ApiProperty({ description: 'Requests of the others that could be looked at.' })
  baselineRequests: number;
  @ApiProperty({
    minimum: 0,
    maximum: 1,
    description: 'How likely so much evidence is at any time until now, if the new version is as good.',
  })
  pValue: number;
  @ApiProperty({
    ...NULLABLE,
    description: 'How many times as much as by chance the counts scatter; null where that does not matter.',
  })
  dispersion: number | null;
  @ApiProperty({
    minimum: 0,
    description:
      'How many times what the others have these nodes had before, where that was plain: a comparison is held to this. Else 1.',
  })
  usualTimes: number;
  @ApiProperty({
    enum: Object.keys(MISSING),
    nullable: true,
    description:
      'unknown: what is missing. `canary_requests` and `canary_latencies` are too few of them, or none; `common_…`: never both at the same time; `good_baseline`: all requests of the others fail; `narrow_buckets`: the limit lies inside one bucket of the program; `certainty`: above the limit, but that may be chance; `answers`: of the system that is asked; `quiet_alerts`: those that fired before the release say nothing of it.',
  })
  missing: Missing['what'] | null;
  @ApiProperty({
    ...NULLABLE,
    description:
      'unknown: how many requests of the new version it takes in all; null where more would not help.',
  })
  requestsNeeded: number | null;
  @ApiProperty({
    ...NULLABLE,
    description: 'unknown: seconds until it can most likely be said; null where more traffic would not help.',
  })
  secondsLeft: number | null;
}

export class AnalysisVerdictDto {
  @ApiProperty({ minimum: 0, description: 'Index of the step.' })
  step: number;
  @ApiProperty({
    enum: ['running', 'pass', 'fail', 'waiting', 'inconclusive'],
    description:
      'running: too early to pass; waiting: something is missing; inconclusive: it did not come in time, a person decides.',
  })
  verdict: 'running' | 'pass' | 'fail' | 'waiting' | 'inconclusive';
  @ApiProperty({ type: LocalizedText, description: 'What decided, or what is missing.' })
  why: LocalizedText;
  @ApiProperty({ minimum: 0, description: 'How much of the step was judged, in seconds.' })
  elapsedSeconds: number;
  @ApiProperty({ type: [AnalysisCheckDto], description: 'In the order of the plan.' })
  checks: AnalysisCheckDto[];
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When something came of it; null for what is under way.',
  })
  at: string | null;
}

export class ReleaseAnalysisDto {
  @ApiProperty({ type: [CheckDto], description: 'What the plan has the judge look at; empty: nothing.' })
  plan: CheckDto[];
  @ApiProperty({
    type: AnalysisVerdictDto,
    nullable: true,
    description: 'As it is now; null while nodes are being moved, or nobody judges.',
  })
  current: AnalysisVerdictDto | null;
  @ApiProperty({
    type: [AnalysisVerdictDto],
    description:
      'Verdicts that something came of, oldest first, with the numbers that they were reached from.',
  })
  history: AnalysisVerdictDto[];
}
