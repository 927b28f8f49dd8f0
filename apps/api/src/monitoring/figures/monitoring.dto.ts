import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { COHORTS, type Cohort } from './monitoring-query.dto.js';

const RATE = { type: Number, nullable: true, minimum: 0 } as const;

/** What programs did in a while; null for what nobody measured, which is not the same as 0. */
export class FiguresView {
  @ApiProperty({
    minimum: 0,
    description: 'Programs that were told of, on average: a node with two bins has two.',
  })
  programs: number;
  @ApiProperty({ ...RATE, description: 'Requests per second, of all programs that count them.' })
  requestRate: number | null;
  @ApiProperty({ ...RATE, maximum: 1, description: 'Share of requests that failed; null without requests.' })
  errorRate: number | null;
  @ApiProperty({
    ...RATE,
    description: 'Milliseconds that half of the requests did not exceed, of all requests together.',
  })
  latencyP50: number | null;
  @ApiProperty({ ...RATE, description: 'Milliseconds that 95 % of the requests did not exceed.' })
  latencyP95: number | null;
  @ApiProperty({ ...RATE, description: 'Milliseconds that 99 % of the requests did not exceed.' })
  latencyP99: number | null;
  @ApiProperty({ ...RATE, description: 'Processors in use per program.' })
  cpus: number | null;
  @ApiProperty({ ...RATE, description: 'Resident memory per program.' })
  memoryBytes: number | null;
  @ApiProperty({ ...RATE, description: 'The most that one process took.' })
  mostMemoryBytes: number | null;
}

/** Of what a group is; only what it is shown apart by. */
export class GroupKey {
  @ApiPropertyOptional({ description: 'Name of the bin.' })
  bin?: string;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Version; null for a file that is none of ours.',
  })
  version?: string | null;
  @ApiPropertyOptional({ enum: COHORTS })
  cohort?: Cohort;
  @ApiPropertyOptional({ format: 'uuid' })
  environmentId?: string;
}

export class RealtimeGroup extends FiguresView {
  @ApiProperty({ type: GroupKey })
  key: GroupKey;
}

export class Realtime extends FiguresView {
  @ApiProperty({
    format: 'date-time',
    description: 'End of the minute that this is of: nodes have told all of it by now.',
  })
  asOf: string;
  @ApiProperty({ minimum: 10, description: 'How long the time is that this is of, in seconds.' })
  windowSeconds: number;
  @ApiProperty({
    minimum: 0,
    description: 'Programs that should tell their requests and could not be asked, on average.',
  })
  troubledPrograms: number;
  @ApiProperty({ type: [RealtimeGroup], description: 'The same, apart; empty unless `by` asks for it.' })
  groups: readonly RealtimeGroup[];
}

export class TimePoint extends FiguresView {
  @ApiProperty({ format: 'date-time', description: 'Begin of the step.' })
  at: string;
}

export class TimeseriesGroup {
  @ApiProperty({ type: GroupKey })
  key: GroupKey;
  @ApiProperty({ type: [TimePoint], description: 'Oldest first; a step without any node is not there.' })
  points: readonly TimePoint[];
}

export class HostPoint {
  @ApiProperty({ format: 'date-time', description: 'Begin of the window of ten seconds.' })
  at: string;
  @ApiProperty({ ...RATE, maximum: 1, description: 'Share of all processors in use.' })
  cpuShare: number | null;
  @ApiProperty(RATE)
  memoryUsedBytes: number | null;
  @ApiProperty(RATE)
  memoryTotalBytes: number | null;
  @ApiProperty({ ...RATE, description: 'Processes that wanted to run, on average over a minute.' })
  load: number | null;
  @ApiProperty(RATE)
  openFiles: number | null;
  @ApiProperty({ ...RATE, description: 'TCP connections in use.' })
  connections: number | null;
  @ApiProperty(RATE)
  receivedBytesPerSecond: number | null;
  @ApiProperty(RATE)
  sentBytesPerSecond: number | null;
  @ApiProperty({ ...RATE, description: 'Of the file system with the agent’s state.' })
  diskUsedBytes: number | null;
  @ApiProperty(RATE)
  diskTotalBytes: number | null;
}

export class Mark {
  @ApiProperty({ format: 'date-time' })
  at: string;
  @ApiProperty({ format: 'uuid' })
  releaseId: string;
  @ApiProperty({ description: 'Number of the release.' })
  releaseNumber: number;
  @ApiProperty({ description: 'Number of the event in the history of its release.' })
  seq: number;
  @ApiProperty({ description: 'Type of the event, such as `release.deployed`.' })
  type: string;
  @ApiProperty({ description: 'A few words.' })
  en: string;
  @ApiProperty({ description: 'A few words in Chinese.' })
  zh: string;
}

export class Span {
  @ApiProperty({
    enum: ['analysis', 'paused'],
    description: 'analysis: a step that is judged; paused: by the plan, a person or what went wrong.',
  })
  kind: 'analysis' | 'paused';
  @ApiProperty({ format: 'date-time' })
  from: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null for what goes on.',
  })
  to: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    minimum: 0,
    description: 'Index of the step that was under way; null before the first one.',
  })
  step: number | null;
  @ApiProperty({
    enum: ['others', 'before'],
    nullable: true,
    description:
      'What the checks of the plan, if it has any, hold the new version to in this time: the others over the same seconds, or the time before where everybody runs it. Null while nobody looks.',
  })
  comparedWith: 'others' | 'before' | null;
}

export class Timeseries {
  @ApiProperty({ format: 'date-time' })
  from: string;
  @ApiProperty({ format: 'date-time' })
  to: string;
  @ApiProperty({ minimum: 10, description: 'Length of a step in seconds.' })
  stepSeconds: number;
  @ApiProperty({ format: 'date-time', description: 'What is later is not all there yet.' })
  asOf: string;
  @ApiProperty({ type: [TimeseriesGroup], description: 'One, unless `by` asks for more.' })
  groups: readonly TimeseriesGroup[];
  @ApiProperty({ type: [HostPoint], description: 'How the host did; only for a node.' })
  host: readonly HostPoint[];
  @ApiProperty({ type: [Mark], description: 'What releases did there, oldest first, 200 at the most.' })
  marks: readonly Mark[];
  @ApiProperty({
    type: [Span],
    description:
      'When the named release was judged or paused, oldest first, all of it; empty where none is named.',
  })
  spans: readonly Span[];
}
