import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { MAX_PASSWORD_LENGTH } from '../password-rule.js';

export class SignInProvider {
  @ApiProperty({ description: 'What the button says, as the settings have it.' })
  name: string;
}

export class SignInWays {
  @ApiProperty({
    type: SignInProvider,
    nullable: true,
    description: 'The OpenID Connect provider, at `GET /auth/oidc`; null when there is none.',
  })
  oidc: SignInProvider | null;
}

export class LinkProvider {
  @ApiProperty({ description: 'Your password.', format: 'password', maxLength: MAX_PASSWORD_LENGTH })
  @IsString()
  @MaxLength(MAX_PASSWORD_LENGTH)
  password: string;
}

export class LinkProviderAnswer {
  @ApiProperty({ description: 'Where to go on, in this browser, within ten minutes: at the provider.' })
  url: string;
}
