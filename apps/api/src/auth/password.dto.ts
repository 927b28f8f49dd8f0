import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password-rule.js';

export const NEW_PASSWORD = {
  format: 'password',
  minLength: MIN_PASSWORD_LENGTH,
  maxLength: MAX_PASSWORD_LENGTH,
} as const;

export class ChangePassword {
  @ApiProperty({
    description: 'The password that counts now.',
    format: 'password',
    maxLength: MAX_PASSWORD_LENGTH,
  })
  @IsString()
  @MaxLength(MAX_PASSWORD_LENGTH)
  currentPassword: string;

  @ApiProperty({
    description:
      'The new one: at least 10 characters, not your name or e-mail address, none that everybody uses.',
    ...NEW_PASSWORD,
  })
  @IsString()
  @MinLength(MIN_PASSWORD_LENGTH)
  @MaxLength(MAX_PASSWORD_LENGTH)
  newPassword: string;
}

export class ResetPassword {
  @ApiProperty({ description: 'The token of the link that an admin handed out.', maxLength: 200 })
  @IsString()
  @MaxLength(200)
  token: string;

  @ApiProperty({ description: 'The new password, as for a change.', ...NEW_PASSWORD })
  @IsString()
  @MinLength(MIN_PASSWORD_LENGTH)
  @MaxLength(MAX_PASSWORD_LENGTH)
  password: string;
}

export class ResetLink {
  @ApiProperty({
    description: 'Address of the page to choose a password on; it is in this answer and nowhere else.',
  })
  url: string;
  @ApiProperty({ format: 'date-time', description: 'When it ends (UTC); it dies earlier when it is used.' })
  expiresAt: string;
}
