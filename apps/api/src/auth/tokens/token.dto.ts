import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { PERMISSIONS, ROLES, type Permission, type Role } from '../../platform/auth-guard/index.js';

export const DEFAULT_TOKEN_DAYS = 90;
const MOST_TOKEN_DAYS = 365;
const MOST_PROJECTS = 50;

const DAYS = {
  description: 'So many days it is good for. Made through a token, at most until that token ends.',
  type: 'integer',
  minimum: 1,
  maximum: MOST_TOKEN_DAYS,
  default: DEFAULT_TOKEN_DAYS,
} as const;
const NAME = {
  description: 'What it is for, as lists and the audit log show it.',
  minLength: 1,
  maxLength: 100,
};
const PERMISSION = {
  enum: PERMISSIONS,
  enumName: 'Permission',
  isArray: true,
  minItems: 1,
  uniqueItems: true,
};

export class CreateToken {
  @ApiProperty(NAME)
  @IsString()
  @Matches(/\S/, { message: 'name must have a visible character' })
  @MaxLength(100)
  name: string;

  @ApiProperty({
    ...PERMISSION,
    description:
      'All that it may do, wherever you may at that moment. 403 TOKEN_TOO_WIDE for what you may nowhere.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  permissions: Permission[];

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: MOST_PROJECTS,
    uniqueItems: true,
    description:
      'The only projects in which it counts (their ids). Left out: all that you have at that moment.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PROJECTS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  projectIds?: string[];

  @ApiPropertyOptional(DAYS)
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_TOKEN_DAYS)
  expiresInDays?: number;
}

export class CreateServiceToken {
  @ApiProperty(NAME)
  @IsString()
  @Matches(/\S/, { message: 'name must have a visible character' })
  @MaxLength(100)
  name: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role', description: 'Its role in this project, not above yours.' })
  @IsIn(ROLES)
  role: Role;

  @ApiPropertyOptional({
    ...PERMISSION,
    description:
      'Only these rights of the role. Left out: all of them but approving and breaking glass, which no service token has.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  permissions?: Permission[];

  @ApiPropertyOptional(DAYS)
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_TOKEN_DAYS)
  expiresInDays?: number;
}

export class TokenOwnerDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the person.' })
  id: string;
  @ApiProperty({ description: 'Name of the person.' })
  name: string;
}

export class TokenProject {
  @ApiProperty({ format: 'uuid', description: 'Id of the project.' })
  id: string;
  @ApiProperty({ description: 'Code of the project.' })
  code: string;
  @ApiProperty({ description: 'Name of the project.' })
  name: string;
}

export class ApiToken {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'The public beginning of the token, by which you find it in your scripts.' })
  prefix: string;
  @ApiProperty({ description: 'What it is for.' })
  name: string;
  @ApiProperty({
    type: TokenOwnerDto,
    description: 'Who answers for it. It may never do more than this person, and ends with their account.',
  })
  owner: TokenOwnerDto;
  @ApiProperty({
    enum: ROLES,
    enumName: 'Role',
    nullable: true,
    description: 'Role of a service token in its project; null of a personal token.',
  })
  role: Role | null;
  @ApiProperty({ ...PERMISSION, description: 'All that it may do, as far as its owner may.' })
  permissions: readonly Permission[];
  @ApiProperty({
    type: [TokenProject],
    nullable: true,
    description: 'The only projects in which it counts, by code; null: all that its owner has.',
  })
  projects: readonly TokenProject[] | null;
  @ApiProperty({ format: 'date-time', description: 'When it was made.' })
  createdAt: string;
  @ApiProperty({ format: 'date-time', description: 'It is worth nothing from then on.' })
  expiresAt: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was last shown, to the minute; null when never.',
  })
  lastUsedAt: string | null;
  @ApiProperty({ description: 'Has it ended by itself?' })
  isExpired: boolean;
}

export class IssuedApiToken extends ApiToken {
  @ApiProperty({
    description: 'The token itself, in this answer and never again. Send it as `Authorization: Bearer …`.',
  })
  token: string;
}

export class ApiTokenPage {
  @ApiProperty({
    type: [ApiToken],
    description: 'Newest first; all of them, without those that were revoked.',
  })
  items: readonly ApiToken[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: there is one page.' })
  nextCursor: string | null;
}
