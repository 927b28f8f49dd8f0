import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Max,
  Min,
} from 'class-validator';
import { IsNested, LocalizedText } from '../../platform/http/index.js';
import { APPROVING_ROLES } from './default-policy.js';

const OPEN_REQUESTS = ['keep', 'void'] as const;
const PEOPLE_AT_MOST = 50;

export class ApprovalLevelRequest {
  @ApiProperty({
    enum: APPROVING_ROLES,
    isArray: true,
    description: 'Whoever holds one of these roles in the project is named; `admin` is the console-wide one.',
  })
  @IsArray()
  @ArrayUnique()
  @IsIn(APPROVING_ROLES, { each: true })
  roles: (typeof APPROVING_ROLES)[number][];
  @ApiProperty({
    type: [String],
    format: 'uuid',
    description: 'People named one by one, at most 50; each must have a role that includes approving.',
  })
  @IsArray()
  @ArrayMaxSize(PEOPLE_AT_MOST)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  userIds: string[];
  @ApiProperty({ description: 'How many of them must approve.', minimum: 1, maximum: 5 })
  @IsInt()
  @Min(1)
  @Max(5)
  minimum: number;
}

export class ApprovalPolicyRequest {
  @ApiProperty({
    type: [ApprovalLevelRequest],
    description: 'Asked in this order, at most 5; nobody counts in two. None: releases need no approval.',
  })
  @IsArray()
  @ArrayMaxSize(5)
  @IsNested({ each: true })
  @Type(() => ApprovalLevelRequest)
  levels: ApprovalLevelRequest[];
  @ApiPropertyOptional({
    description: 'May authors, editors and uploaders approve their own?',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  allowsOwnWork?: boolean;
  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    minimum: 1,
    maximum: 2160,
    description: 'Whole hours from the submission in which it must be approved and deployed; null: for ever.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(2160)
  expiresAfterHours?: number | null;
  @ApiPropertyOptional({
    enum: OPEN_REQUESTS,
    default: 'keep',
    description:
      'Requests that are open or approved: `keep` leaves them under the policy that they were made under; `void` takes their approvals away and asks again under this one, which you then may not approve.',
  })
  @IsOptional()
  @IsIn(OPEN_REQUESTS)
  openRequests?: (typeof OPEN_REQUESTS)[number];
  @ApiPropertyOptional({
    description: 'The `revision` that you read; 409 STALE_REVISION when it has grown since.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number;
}

export class NamedApprover {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Name for people.' })
  name: string;
}

export class ApprovalLevelView {
  @ApiProperty({ enum: APPROVING_ROLES, isArray: true, description: 'Roles that are named.' })
  roles: (typeof APPROVING_ROLES)[number][];
  @ApiProperty({ type: [NamedApprover], description: 'People that are named one by one.' })
  people: NamedApprover[];
  @ApiProperty({ description: 'How many of them must approve.', minimum: 1 })
  minimum: number;
  @ApiProperty({ description: 'People that this level names now.', minimum: 0 })
  couldApprove: number;
}

export class EnvironmentApprovalPolicy {
  @ApiProperty({
    type: [ApprovalLevelView],
    description: 'Asked in this order; none: no approval is needed.',
  })
  levels: ApprovalLevelView[];
  @ApiProperty({ description: 'May authors, editors and uploaders approve their own?' })
  allowsOwnWork: boolean;
  @ApiProperty({ type: Number, nullable: true, minimum: 1, description: 'Whole hours; null: for ever.' })
  expiresAfterHours: number | null;
  @ApiProperty({
    type: [LocalizedText],
    description: 'What stands in the way of ever satisfying it, as people are now; an empty list is good.',
  })
  warnings: LocalizedText[];
  @ApiProperty({ description: 'Requests that are waiting, or approved and not deployed.', minimum: 0 })
  openRequests: number;
  @ApiProperty({ type: [NamedApprover], description: 'Everybody who could be named.' })
  candidates: NamedApprover[];
  @ApiProperty({ description: 'Of the project: grows with every change of it.', minimum: 1 })
  revision: number;
}
