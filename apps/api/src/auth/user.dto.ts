import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsEmail, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { PageQuery } from '../platform/http/index.js';
import { NEW_PASSWORD } from './password.dto.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password-rule.js';

const VISIBLE = { message: 'name must have a visible character' };

export class UserQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'Part of the name or the e-mail address; case does not matter.',
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class CreateUser {
  @ApiProperty({
    description: 'E-mail address, unique; stored in lower case.',
    format: 'email',
    maxLength: 254,
  })
  @IsEmail()
  @MaxLength(254)
  email: string;

  @ApiProperty({ description: 'Name, as others see it.', minLength: 1, maxLength: 100 })
  @IsString()
  @Matches(/\S/, VISIBLE)
  @MaxLength(100)
  name: string;

  @ApiProperty({ description: 'First password; tell it to the person over a safe way.', ...NEW_PASSWORD })
  @IsString()
  @MinLength(MIN_PASSWORD_LENGTH)
  @MaxLength(MAX_PASSWORD_LENGTH)
  password: string;

  @ApiPropertyOptional({ description: 'Admins may do everything everywhere.', default: false })
  @IsOptional()
  @IsBoolean()
  isAdmin?: boolean;
}

export class ChangeUser {
  @ApiPropertyOptional({ description: 'New name.', minLength: 1, maxLength: 100 })
  @IsOptional()
  @IsString()
  @Matches(/\S/, VISIBLE)
  @MaxLength(100)
  name?: string;

  @ApiPropertyOptional({ description: 'Make or unmake an admin.' })
  @IsOptional()
  @IsBoolean()
  isAdmin?: boolean;

  @ApiPropertyOptional({
    description: 'Disabling ends every session within seconds; false lets the person sign in again.',
  })
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;

  @ApiPropertyOptional({ description: 'New password; ends every session of the person.', ...NEW_PASSWORD })
  @IsOptional()
  @IsString()
  @MinLength(MIN_PASSWORD_LENGTH)
  @MaxLength(MAX_PASSWORD_LENGTH)
  password?: string;
}

export class User {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'E-mail address, in lower case.' })
  email: string;
  @ApiProperty({ description: 'Name, as others see it.' })
  name: string;
  @ApiProperty({ description: 'Whether an admin.' })
  isAdmin: boolean;
  @ApiProperty({ description: 'Whether the person can sign in with a password.' })
  hasPassword: boolean;
  @ApiProperty({ description: 'Whether the account is linked with an OpenID Connect provider.' })
  isLinked: boolean;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when the account is disabled; null when it is not.',
  })
  disabledAt: string | null;
  @ApiProperty({ format: 'date-time', description: 'When the account was made (UTC).' })
  createdAt: string;
}

export class UserPage {
  @ApiProperty({ type: [User], description: 'Newest first.' })
  items: readonly User[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor: string | null;
}
