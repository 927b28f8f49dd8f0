import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsMoment, PageQuery } from '../platform/http/index.js';

const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export class AuditFilter {
  @ApiPropertyOptional({ description: 'Only entries of this project (its id).', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;

  @ApiPropertyOptional({
    description:
      'Only this action, for example `release.approved`, or all that begin with it, for example `release.`.',
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  action?: string;

  @ApiPropertyOptional({ description: 'Only what this person or node did (its id).', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  actorId?: string;

  @ApiPropertyOptional({
    description: 'Only entries about this kind of thing, for example `release`.',
    maxLength: 50,
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  subjectType?: string;

  @ApiPropertyOptional({ description: 'Only entries about the thing with this id.', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  subjectId?: string;

  @ApiPropertyOptional({ description: 'Not before this time.', format: 'date-time' })
  @IsOptional()
  @IsMoment()
  from?: string;

  @ApiPropertyOptional({ description: 'Before this time.', format: 'date-time' })
  @IsOptional()
  @IsMoment()
  to?: string;

  @ApiPropertyOptional({
    description: 'Only what this request did: the `X-Request-Id` of its answer.',
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  requestId?: string;

  @ApiPropertyOptional({
    description:
      'Part of the name of who did it or of what it was done to, of the reason, or of the details; case does not matter.',
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class AuditQuery extends IntersectionType(AuditFilter, PageQuery) {}

export class AuditExportQuery extends AuditFilter {
  @ApiProperty({
    enum: EXPORT_FORMATS,
    description: '`csv`: a table for spreadsheets. `json`: a list of entries as this API shows them.',
  })
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat;
}

export class AuditToken {
  @ApiProperty({ format: 'uuid', description: 'Id of the API token.' })
  id: string;
  @ApiProperty({ description: 'Its name at the time of the action.' })
  name: string;
}

export class AuditActorDto {
  @ApiProperty({
    enum: ['user', 'token', 'node', 'system'],
    description: 'A person, a person through an API token, a node, or the console itself.',
  })
  kind: 'user' | 'token' | 'node' | 'system';
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the person or node; of a token it is its owner. Null for the console.',
  })
  id: string | null;
  @ApiProperty({ description: 'Name at the time of the action; of a token it is that of its owner.' })
  name: string;
  @ApiProperty({
    type: AuditToken,
    nullable: true,
    description: 'The API token through which the person acted; null when none.',
  })
  token: AuditToken | null;
}

export class AuditSubject {
  @ApiProperty({ description: 'Kind of thing, for example `release`.' })
  type: string;
  @ApiProperty({ description: 'Its id.' })
  id: string;
  @ApiProperty({ type: String, nullable: true, description: 'Its name at the time of the action.' })
  name: string | null;
}

export class AuditEntry {
  @ApiProperty({ format: 'uuid', description: 'Id of the entry.' })
  id: string;
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description:
      'Its number in the chain, by which verifying names it; numbers grow in the order of the commits.',
  })
  seq: number;
  @ApiProperty({ format: 'date-time', description: 'When it happened (UTC).' })
  at: string;
  @ApiProperty({ type: AuditActorDto, description: 'Who did it.' })
  actor: AuditActorDto;
  @ApiProperty({ description: 'What was done, for example `release.approved`.' })
  action: string;
  @ApiProperty({ type: AuditSubject, description: 'What it was done to.' })
  subject: AuditSubject;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The project it belongs to; null when none.',
  })
  projectId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why, in the words of whoever did it.' })
  reason: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      'Details of the change; its fields depend on the action. `from` and `to` are what changed, at the top or below the name of a field.',
  })
  data: Readonly<Record<string, unknown>>;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The request that did it, as in `X-Request-Id`; null for what the console did by itself.',
  })
  requestId: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Address of the other end of the connection, as the console saw it; behind a reverse proxy that is the proxy.',
  })
  address: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What the client called itself, cut to 200 characters; it can say what it likes.',
  })
  userAgent: string | null;
}

export class AuditPage {
  @ApiProperty({ type: [AuditEntry], description: 'Newest first.' })
  items: readonly AuditEntry[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}
