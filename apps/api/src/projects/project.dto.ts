import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { ROLES, type Role } from '../platform/auth-guard/index.js';
import { IsNested, PageQuery } from '../platform/http/index.js';
import { CreateEnvironment, Environment } from './environment.dto.js';

const CODE = /^[a-z0-9][a-z0-9-]{0,38}$/;
const CODE_RULE = 'code must begin with a lower-case letter or digit and have up to 39 of a-z, 0-9 and -';
const IsWebAddressOrEmpty = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWebAddress',
    validator: {
      validate: (value: unknown) =>
        value === '' || (typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)),
      defaultMessage: () => 'repositoryUrl must begin with http:// or https://',
    },
  });

export class ProjectQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of the code or name; case does not matter.', maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: '`true`: only archived projects; else only those that are not.',
    default: 'false',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  archived?: 'true' | 'false';
}

export class ChangeProject {
  @ApiPropertyOptional({
    description: 'Short name in addresses, unique; not in the shape of a UUID.',
    pattern: CODE.source,
  })
  @IsOptional()
  @Matches(CODE, { message: CODE_RULE })
  code?: string;

  @ApiPropertyOptional({ description: 'Name for people.', minLength: 1, maxLength: 100 })
  @IsOptional()
  @IsString()
  @Matches(/\S/, { message: 'name must have a visible character' })
  @MaxLength(100)
  name?: string;

  @ApiPropertyOptional({ description: 'What it is.', maxLength: 2000 })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string;

  @ApiPropertyOptional({ description: 'Team or person that answers for it.', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  owner?: string;

  @ApiPropertyOptional({ description: 'Where its source is; http or https; empty for none.', maxLength: 500 })
  @IsOptional()
  @MaxLength(500)
  @IsWebAddressOrEmpty()
  repositoryUrl?: string;

  @ApiPropertyOptional({ description: 'What builds it, for example Jenkins.', maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  buildTool?: string;

  @ApiPropertyOptional({
    description: 'Only `hosts` is built; others answer 422 DEPLOYMENT_TYPE_NOT_BUILT.',
    default: 'hosts',
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  deploymentType?: string;

  @ApiPropertyOptional({
    description:
      'The `revision` you read; 409 STALE_REVISION when it has grown since. `If-Match` does the same.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number;
}

export class CreateProject extends OmitType(ChangeProject, ['code', 'name', 'expectedRevision'] as const) {
  @ApiProperty({
    description: 'Short name in addresses, unique; not in the shape of a UUID.',
    pattern: CODE.source,
  })
  @Matches(CODE, { message: CODE_RULE })
  code: string;

  @ApiProperty({ description: 'Name for people.', minLength: 1, maxLength: 100 })
  @IsString()
  @Matches(/\S/, { message: 'name must have a visible character' })
  @MaxLength(100)
  name: string;

  @ApiPropertyOptional({
    type: [CreateEnvironment],
    description: 'In order; absent: dev, test, staging and production.',
    maxItems: 20,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsNested({ each: true })
  @Type(() => CreateEnvironment)
  environments?: CreateEnvironment[];
}

export class Project {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Short name in addresses, unique.' })
  code: string;
  @ApiProperty({ description: 'Name for people.' })
  name: string;
  @ApiProperty({ description: 'What it is; may be empty.' })
  description: string;
  @ApiProperty({ description: 'Team or person that answers for it; may be empty.' })
  owner: string;
  @ApiProperty({ description: 'Where its source is (http or https); may be empty.' })
  repositoryUrl: string;
  @ApiProperty({ description: 'What builds it; may be empty.' })
  buildTool: string;
  @ApiProperty({ enum: ['hosts'], description: 'What it is deployed to.' })
  deploymentType: 'hosts';
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it is archived; null when it is not.',
  })
  archivedAt: string | null;
  @ApiProperty({ description: 'Grows with each change of the project or its environments.', minimum: 1 })
  revision: number;
  @ApiProperty({ format: 'date-time', description: 'When it was made (UTC).' })
  createdAt: string;
  @ApiProperty({ format: 'date-time', description: 'When it last changed (UTC).' })
  updatedAt: string;
  @ApiProperty({
    enum: ['admin', ...ROLES],
    description: 'What you are in it; `admin` for an admin of the whole console.',
  })
  myRole: Role | 'admin';
  @ApiProperty({ type: [Environment], description: 'In order.' })
  environments: readonly Environment[];
}

export class ProjectPage {
  @ApiProperty({ type: [Project], description: 'Newest first.' })
  items: readonly Project[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}

export class RemovedProject {
  @ApiProperty({
    enum: ['deleted', 'archived'],
    description: '`archived` when releases, bins or nodes belong to it: their history stays readable.',
  })
  outcome: 'deleted' | 'archived';
}
