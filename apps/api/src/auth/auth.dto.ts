import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, MaxLength, MinLength } from 'class-validator';
import { PERMISSIONS, ROLES, type Permission, type Role } from '../platform/auth-guard/index.js';
import { NEW_PASSWORD } from './password.dto.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password-rule.js';

export class LoginRequest {
  @ApiProperty({ description: 'E-mail address of the account; case does not matter.', maxLength: 254 })
  @IsString()
  @MaxLength(254)
  email: string;

  @ApiProperty({ description: 'The password.', format: 'password', maxLength: MAX_PASSWORD_LENGTH })
  @IsString()
  @MaxLength(MAX_PASSWORD_LENGTH)
  password: string;
}

export class SetupRequest {
  @ApiProperty({
    description: 'The token of the one-time link that the console printed at its first start.',
    maxLength: 200,
  })
  @IsString()
  @MaxLength(200)
  token: string;

  @ApiProperty({ description: 'E-mail address of the first admin.', format: 'email', maxLength: 254 })
  @IsEmail()
  @MaxLength(254)
  email: string;

  @ApiProperty({ description: 'Name of the first admin, as others see it.', minLength: 1, maxLength: 100 })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @ApiProperty({
    description: 'Password: none that everybody uses, and not the name or the e-mail address.',
    ...NEW_PASSWORD,
  })
  @IsString()
  @MinLength(MIN_PASSWORD_LENGTH)
  @MaxLength(MAX_PASSWORD_LENGTH)
  password: string;
}

export class MyMembership {
  @ApiProperty({ format: 'uuid', description: 'Id of the project.' })
  projectId: string;
  @ApiProperty({ description: 'Code of the project.' })
  projectCode: string;
  @ApiProperty({ description: 'Name of the project.' })
  projectName: string;
  @ApiProperty({ enum: ROLES, enumName: 'Role', description: 'Your role in it.' })
  role: Role;
}

export class Me {
  @ApiProperty({ format: 'uuid', description: 'Your id.' })
  id: string;
  @ApiProperty({ description: 'Your e-mail address, in lower case.' })
  email: string;
  @ApiProperty({ description: 'Your name, as others see it.' })
  name: string;
  @ApiProperty({ description: 'Admins may do everything everywhere.' })
  isAdmin: boolean;
  @ApiProperty({ description: 'Whether you can sign in with a password.' })
  hasPassword: boolean;
  @ApiProperty({ description: 'Whether your account is linked with the OpenID Connect provider.' })
  isLinked: boolean;
  @ApiProperty({
    type: [MyMembership],
    description: 'The projects you belong to, by code. Admins see others too.',
  })
  memberships: readonly MyMembership[];
  @ApiProperty({
    enum: PERMISSIONS,
    enumName: 'Permission',
    isArray: true,
    description: 'All that you may do in at least one project; an API token of yours can be given these.',
  })
  permissions: readonly Permission[];
}

export class SignedInAnswer {
  @ApiProperty({ description: 'Send as `Authorization: Bearer …`. A JWT; its content is no contract.' })
  accessToken: string;
  @ApiProperty({
    description: 'Seconds until the access token ends; renew it before with `POST /auth/refresh`.',
    minimum: 1,
  })
  expiresIn: number;
  @ApiProperty({ type: Me, description: 'Who signed in.' })
  user: Me;
}

export class WsTicketAnswer {
  @ApiProperty({ description: 'Goes into `GET /api/v1/ws?ticket=…`; works once.' })
  ticket: string;
  @ApiProperty({ description: 'Seconds until it ends.', minimum: 1 })
  expiresIn: number;
}
