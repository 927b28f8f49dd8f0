import { ApiProperty } from '@nestjs/swagger';
import { TARGET_STATUSES, type TargetStatus } from '@release-console/rollout-core';
import { LocalizedText } from '../../platform/http/index.js';
import { PersonDto } from './person.dto.js';

export class ReleaseProjectDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  code: string;
  @ApiProperty()
  name: string;
}

export class ReleaseEnvironmentDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  code: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ description: 'Shown unmistakably.' })
  isProduction: boolean;
}

export class FromVersionDto {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null: nothing, or a file that is no known version.',
  })
  version: string | null;
  @ApiProperty({ minimum: 1 })
  nodes: number;
}

export class ReleasedBinDto {
  @ApiProperty()
  bin: string;
  @ApiProperty({
    enum: ['program', 'config'],
    description:
      'Whether it is a program, or a configuration file whose change `/configs/publications` shows.',
  })
  kind: 'program' | 'config';
  @ApiProperty({ description: 'The version that is released.' })
  version: string;
  @ApiProperty({ type: [FromVersionDto], description: 'What the selected nodes ran when the plan was made.' })
  fromVersions: FromVersionDto[];
}

/** How many nodes stand where; they add up to `total`. */
export class CountsDto implements Record<TargetStatus, number> {
  @ApiProperty({ description: 'Not asked yet.' })
  pending: number;
  @ApiProperty({ description: 'Fetching the new build beside what they run.' })
  staging: number;
  @ApiProperty({ description: 'Have the new build beside what they run.' })
  staged: number;
  @ApiProperty({ description: 'Lost, and to be asked once more.' })
  retrying: number;
  @ApiProperty({ description: 'Left out by a person.' })
  excluded: number;
  @ApiProperty({ description: 'Asked.' })
  assigned: number;
  @ApiProperty({ description: 'At it.' })
  updating: number;
  @ApiProperty({ description: 'On the new version, not yet for long enough.' })
  baking: number;
  @ApiProperty()
  succeeded: number;
  @ApiProperty()
  failed: number;
  @ApiProperty()
  timed_out: number;
  @ApiProperty({ description: 'Silent since they were asked.' })
  dark: number;
  @ApiProperty({ description: 'Offline when their turn came.' })
  skipped: number;
  @ApiProperty({ description: 'Asked to go back.' })
  reverting: number;
  @ApiProperty()
  reverted: number;
  @ApiProperty({ description: 'Not seen back in time.' })
  revert_failed: number;
  @ApiProperty()
  total: number;
}

export class MadeFromDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: it was deleted since.' })
  id: string | null;
  @ApiProperty({ description: 'What it was called when the plan was made.' })
  name: string;
  @ApiProperty({ description: 'Does the plan say something else than the template said then?' })
  isChanged: boolean;
}

export class SoakingVersionDto {
  @ApiProperty()
  bin: string;
  @ApiProperty()
  version: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it counts as completed there; null: it never did, or was taken back since.',
  })
  completedAt: string | null;
}

export class PromotionDto {
  @ApiProperty({ description: 'Have all versions proved themselves?' })
  isSatisfied: boolean;
  @ApiProperty({ type: LocalizedText, description: 'What is still asked for, or that nothing is.' })
  text: LocalizedText;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'From when on it may start; null: a version has not even completed there.',
  })
  allowedFrom: string | null;
  @ApiProperty({ description: 'Name of the environment in which they must.' })
  environmentName: string;
  @ApiProperty({ description: 'Whole hours for which they must have run there.', minimum: 0, maximum: 2160 })
  soakHours: number;
  @ApiProperty({ type: [SoakingVersionDto], description: 'In the order of the plan.' })
  versions: SoakingVersionDto[];
}

export class BlockDto {
  @ApiProperty({
    enum: [
      'approval',
      'deploy',
      'schedule',
      'freeze',
      'soak',
      'hours',
      'release',
      'emergency_stop',
      'promotion',
      'resume',
      'pause',
      'analysis',
    ],
    description: 'What kind of thing it waits for.',
  })
  kind: string;
  @ApiProperty({ type: LocalizedText })
  text: LocalizedText;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  since: string | null;
  @ApiProperty({ type: [PersonDto], description: 'Who can move it.' })
  who: PersonDto[];
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it goes on by itself; null: it does not.',
  })
  until: string | null;
}

export const ACTION_IDS = [
  'submit',
  'approve',
  'reject',
  'cancel',
  'deploy',
  'schedule',
  'unschedule',
  'override_freeze',
  'override_soak',
  'break_glass',
  'pause',
  'resume',
  'promote',
  'promote_full',
  'retry',
  'skip',
  'abort',
  'rollback',
] as const;

export class ActionDto {
  @ApiProperty({ enum: ACTION_IDS, description: '`promote_full` is `promote` with `full`.' })
  id: (typeof ACTION_IDS)[number];
  @ApiProperty({ description: 'May the asking person do it now?' })
  allowed: boolean;
  @ApiProperty({ type: LocalizedText, nullable: true, description: 'Why not; null when allowed.' })
  reason: LocalizedText | null;
  @ApiProperty({
    enum: ['none', 'confirm', 'typed'],
    description: 'How much a person should be asked before.',
  })
  confirmLevel: 'none' | 'confirm' | 'typed';
  @ApiProperty({ type: [LocalizedText] })
  consequences: LocalizedText[];
}

export class StepDto {
  @ApiProperty({ minimum: 0 })
  index: number;
  @ApiProperty({
    enum: ['wave', 'pause', 'analysis', 'stage'],
    description:
      '`stage`: every node fetches the new build beside what it runs. `analysis`: the judge compares it with the others.',
  })
  kind: 'wave' | 'pause' | 'analysis' | 'stage';
  @ApiProperty({ type: String, nullable: true, description: 'wave that is chosen by labels: its name.' })
  name: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'wave of a canary: percent of all nodes reached by it.',
  })
  weightPercent: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'wave: nodes that are new in it.' })
  nodes: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'pause, analysis: how long it takes; null: until a person promotes.',
  })
  seconds: number | null;
  @ApiProperty({ enum: ['pending', 'active', 'done', 'skipped'] })
  status: 'pending' | 'active' | 'done' | 'skipped';
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  startedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the active timed pause ends, or the judge may find nothing wrong.',
  })
  endsAt: string | null;
}

export class WaveDto {
  @ApiProperty({ minimum: 0 })
  index: number;
  @ApiProperty({ minimum: 0 })
  size: number;
  @ApiProperty({ type: CountsDto })
  counts: CountsDto;
}

export class TargetErrorDto {
  @ApiProperty()
  code: string;
  @ApiProperty({ description: 'As the agent or the engine said it.' })
  message: string;
}

export class ExceptionDto {
  @ApiProperty()
  nodeId: string;
  @ApiProperty()
  nodeName: string;
  @ApiProperty({ enum: TARGET_STATUSES })
  status: TargetStatus;
  @ApiProperty({ type: TargetErrorDto, nullable: true })
  error: TargetErrorDto | null;
}

export class ReleasedArtifactDto {
  @ApiProperty()
  bin: string;
  @ApiProperty()
  version: string;
  @ApiProperty({ example: 'amd64' })
  arch: string;
  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  sha256: string;
  @ApiProperty({ description: 'Bytes.' })
  sizeBytes: number;
}

export class RollbackOfDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  number: number;
}
