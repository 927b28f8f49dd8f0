import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { emptyAsAbsent, IsNested, PageQuery } from '../../platform/http/index.js';
import { LIFECYCLES, NODE_ID, PRESENCES, type Lifecycle, type Presence } from '../rules/node-words.js';
import { IsLabels } from './labels.js';

const VISIBLE = /^(?=.*\S)\P{Cc}*$/u;
const WORD = /^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/;
const asBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value === '' ? undefined : value;
const asList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? [value].filter((text) => text !== '') : value;

export class NodeListQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of the id, name or host name.', maxLength: 200 })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsString()
  @MaxLength(200)
  q?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only nodes that serve this project.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  projectId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only nodes that serve this environment.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  environmentId?: string;
  @ApiPropertyOptional({ enum: PRESENCES })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(PRESENCES)
  presence?: Presence;
  @ApiPropertyOptional({ enum: LIFECYCLES })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsIn(LIFECYCLES)
  lifecycle?: Lifecycle;
  @ApiPropertyOptional({
    type: Boolean,
    description: 'Held on the host or by people, as a whole or a bin of it.',
  })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  isHeld?: boolean;
  @ApiPropertyOptional({ type: Boolean, description: 'In quarantine, because two agents speak in its name.' })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  isQuarantined?: boolean;
  @ApiPropertyOptional({ type: Boolean, description: 'With an open drift finding.' })
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  isDrifted?: boolean;
  @ApiPropertyOptional({
    type: [String],
    description: '`key:value`; may be given several times, all must fit.',
  })
  @IsOptional()
  @Transform(asList)
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(/^[^:]+:.*$/, { each: true, message: 'label must look like key:value' })
  label?: string[];
}

export class NodeSummaryQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'Only nodes that serve this project.' })
  @IsOptional()
  @Transform(emptyAsAbsent)
  @IsUUID()
  projectId?: string;
}

export class NewMembership {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  projectId: string;
  @ApiProperty({ format: 'uuid', description: 'An environment of that project.' })
  @IsUUID()
  environmentId: string;
}

export class RegisterNode {
  @ApiPropertyOptional({ description: 'Made up when absent; never changes.', pattern: NODE_ID.source })
  @IsOptional()
  @Matches(NODE_ID, { message: 'id has letters, digits, ".", "_" and "-", at most 100' })
  id?: string;
  @ApiProperty({ description: 'Name for people.', maxLength: 200 })
  @IsString()
  @MaxLength(200)
  @Matches(VISIBLE, { message: 'name must have a visible character and no control characters' })
  name: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  @IsOptional()
  @IsLabels()
  labels?: Record<string, string>;
  @ApiPropertyOptional({ description: 'CPU architecture; what the host says is taken when absent.' })
  @IsOptional()
  @Matches(WORD, { message: 'arch must be one word, for example amd64' })
  arch?: string;
  @ApiPropertyOptional({ type: [NewMembership], description: 'One environment per project.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique(({ projectId }: NewMembership) => projectId, {
    message: 'memberships has one environment per project',
  })
  @IsNested({ each: true })
  @Type(() => NewMembership)
  memberships?: NewMembership[];
  @ApiPropertyOptional({ enum: ['observing', 'active', 'maintenance'], default: 'active' })
  @IsOptional()
  @IsIn(['observing', 'active', 'maintenance'])
  lifecycle?: 'observing' | 'active' | 'maintenance';
}

export class ChangeNode {
  @ApiPropertyOptional({
    description: 'Name for people; from then on the host name no longer changes it.',
    maxLength: 200,
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(VISIBLE, { message: 'name must have a visible character and no control characters' })
  name?: string;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'All labels; those left out go.',
  })
  @IsOptional()
  @IsLabels()
  labels?: Record<string, string>;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'CPU architecture; null takes what the host says again.',
  })
  @IsOptional()
  @Matches(WORD, { message: 'arch must be one word, for example amd64' })
  arch?: string | null;
}

export class SetMembership {
  @ApiProperty({ format: 'uuid', description: 'An environment of the project.' })
  @IsUUID()
  environmentId: string;
}

export class ChangeLifecycle {
  @ApiProperty({ enum: LIFECYCLES })
  @IsIn(LIFECYCLES)
  to: Lifecycle;
  @ApiPropertyOptional({ maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class ExplainQuery {
  @ApiProperty({ description: 'Name of the bin.' })
  @IsString()
  @MaxLength(100)
  bin: string;
}
