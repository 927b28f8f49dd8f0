import { ApiProperty } from '@nestjs/swagger';
import { LocalizedText } from '../../platform/http/index.js';
import {
  ACTIONS,
  LIFECYCLES,
  PRESENCES,
  type DesiredAction,
  type Lifecycle,
  type Presence,
  type Protocol,
} from '../rules/node-words.js';

export class NodeMembership {
  @ApiProperty({ format: 'uuid', description: 'Id of the project.' })
  projectId: string;
  @ApiProperty({ description: 'Code of the project.' })
  projectCode: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the environment that it serves there.' })
  environmentId: string;
  @ApiProperty({ description: 'Code of the environment.' })
  environmentCode: string;
}

export class NodeError {
  @ApiProperty({ description: 'Stable code.' })
  code: string;
  @ApiProperty({ description: 'What the agent says about it.' })
  message: string;
}

export class NodeHold {
  @ApiProperty({ description: 'Why the host holds itself back.' })
  reason: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ends by itself; null for never.',
  })
  until: string | null;
}

export class NodePin {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The bin that is held; null for all of the node.',
  })
  bin: string | null;
  @ApiProperty({ description: 'Why.' })
  reason: string;
  @ApiProperty({ description: 'Who set it.' })
  by: string;
  @ApiProperty({ format: 'date-time', description: 'In force since.' })
  since: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ends by itself; null for never.',
  })
  until: string | null;
}

export class NodeQuarantine {
  @ApiProperty({ format: 'date-time', description: 'When it was noticed that two agents speak in its name.' })
  since: string;
}

export class DesiredBinState {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Digest; null when nothing is desired or the architecture must choose.',
  })
  sha256: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Version.' })
  version: string | null;
  @ApiProperty({ description: 'Grows with every change, never falls.', minimum: 1 })
  generation: number;
  @ApiProperty({ enum: ACTIONS, description: 'What the host is asked to do with it.' })
  action: DesiredAction;
  @ApiProperty({ type: String, nullable: true, description: 'Why, in the words of whoever decided.' })
  reason: string | null;
}

export class BinDrift {
  @ApiProperty({ format: 'uuid', description: 'Id of the finding.' })
  findingId: string;
  @ApiProperty({ format: 'date-time', description: 'When it first reported so.' })
  since: string;
  @ApiProperty({ minimum: 0, description: 'How often it was asked again for what it should run.' })
  attempts: number;
}

export class NodeBin {
  @ApiProperty({ description: 'Name of the bin.' })
  bin: string;
  @ApiProperty({ type: String, nullable: true, description: 'Digest that it last reported to run.' })
  sha256: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Version of that digest; null when it is none of ours.',
  })
  version: string | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Null when nothing on the host can tell.' })
  healthy: boolean | null;
  @ApiProperty({
    type: String,
    enum: ['process', 'file'],
    nullable: true,
    description: 'Taken from the running process or the file on disk.',
  })
  source: 'process' | 'file' | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it last said something new about it.',
  })
  reportedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'How far it is with what is desired now.' })
  phase: string | null;
  @ApiProperty({ type: NodeError, nullable: true, description: 'What went wrong with what is desired now.' })
  error: NodeError | null;
  @ApiProperty({
    type: BinDrift,
    nullable: true,
    description: 'Set while an open finding says that it runs something else than it should and once did.',
  })
  drift: BinDrift | null;
  @ApiProperty({
    type: DesiredBinState,
    nullable: true,
    description: 'What it should run; null when nothing was ever decided.',
  })
  desired: DesiredBinState | null;
}

export class Node {
  @ApiProperty({ description: 'Given once, never derived from a host name.' })
  id: string;
  @ApiProperty({ description: 'Name for people.' })
  name: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'CPU architecture: amd64, arm64 or another word.',
  })
  arch: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Operating system.' })
  os: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Its release.' })
  osRelease: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Version of the agent.' })
  agentVersion: string | null;
  @ApiProperty({
    type: String,
    enum: ['agent', 'seed'],
    nullable: true,
    description: 'How it speaks; null before its first call.',
  })
  protocol: Protocol | null;
  @ApiProperty({
    type: [String],
    description: 'Bins of which the host can run two versions beside each other, as its agent says.',
  })
  sideBySide: string[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Labels, for example region or isp.',
  })
  labels: Record<string, string>;
  @ApiProperty({
    enum: LIFECYCLES,
    description: 'observing nodes only report; retired and replaced ones are told nothing.',
  })
  lifecycle: Lifecycle;
  @ApiProperty({ enum: PRESENCES, description: 'From its last word and how often it is expected to call.' })
  presence: Presence;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Its last word.' })
  lastSeenAt: string | null;
  @ApiProperty({
    type: [NodeMembership],
    description: 'Environments that it serves, one per project; only of projects that you may see.',
  })
  memberships: NodeMembership[];
  @ApiProperty({ type: NodeHold, nullable: true, description: 'Set on the host itself.' })
  heldLocally: NodeHold | null;
  @ApiProperty({
    type: [NodePin],
    description:
      'Set by people here: it keeps what it runs. Only those in force, and those of bins that you may see.',
  })
  holds: NodePin[];
  @ApiProperty({
    type: NodeQuarantine,
    nullable: true,
    description: 'Set while nothing that it says is believed, because two agents speak in its name.',
  })
  quarantine: NodeQuarantine | null;
  @ApiProperty({
    type: [NodeBin],
    description: 'What runs and what should run, by bin; only of projects that you may see.',
  })
  running: NodeBin[];
  @ApiProperty({ format: 'date-time', description: 'When it was registered (UTC).' })
  createdAt: string;
}

export class NodePage {
  @ApiProperty({ type: [Node] })
  items: readonly Node[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
  @ApiProperty({ description: 'How many nodes the filter finds in all.', minimum: 0 })
  total: number;
}

export class NodeSummary {
  @ApiProperty({ minimum: 0 })
  total: number;
  @ApiProperty({ minimum: 0 })
  online: number;
  @ApiProperty({ minimum: 0 })
  stale: number;
  @ApiProperty({ minimum: 0 })
  offline: number;
  @ApiProperty({ minimum: 0, description: 'Never heard of.' })
  never: number;
  @ApiProperty({ minimum: 0, description: 'Held on the host or by people, as a whole or a bin.' })
  held: number;
  @ApiProperty({ minimum: 0, description: 'With an open drift finding.' })
  drifted: number;
  @ApiProperty({ minimum: 0, description: 'In quarantine.' })
  quarantined: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Nodes per lifecycle.',
  })
  byLifecycle: Record<string, number>;
}

export class NodeExplanation {
  @ApiProperty({ type: LocalizedText, description: 'One sentence.' })
  text: LocalizedText;
  @ApiProperty({ description: 'Stable word for the kind of explanation.' })
  kind: string;
}

export class NodeEvent {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ format: 'date-time', description: 'When it was stored (UTC).' })
  at: string;
  @ApiProperty({
    description:
      'progress, remark (about nothing that is asked now), impossible (can not be true), or a change by a person.',
  })
  kind: string;
  @ApiProperty({ type: String, nullable: true })
  bin: string | null;
  @ApiProperty({ type: String, nullable: true })
  phase: string | null;
  @ApiProperty({ type: Number, nullable: true })
  generation: number | null;
  @ApiProperty({ type: Number, nullable: true })
  attempt: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds.' })
  durationMs: number | null;
  @ApiProperty({ type: NodeError, nullable: true })
  error: NodeError | null;
  @ApiProperty({ type: LocalizedText, description: 'One sentence.' })
  text: LocalizedText;
}

export class NodeEventPage {
  @ApiProperty({ type: [NodeEvent] })
  items: readonly NodeEvent[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
