import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { MAX_PASSWORD_LENGTH } from './password-rule.js';

const MAX_CODE_LENGTH = 50;
const CODE = {
  description:
    'The six digits that the app shows now, or a recovery code; spaces and dashes do not matter. Each works once.',
  minLength: 1,
  maxLength: MAX_CODE_LENGTH,
};
const PASSWORD = { description: 'Your password.', format: 'password', maxLength: MAX_PASSWORD_LENGTH };

export class SecondFactor {
  @ApiProperty({ description: 'Whether signing in asks for a code.' })
  isOn: boolean;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when (UTC); null when it is off.',
  })
  since: string | null;
  @ApiProperty({ description: 'How many recovery codes were not used yet.', minimum: 0, maximum: 10 })
  recoveryCodesLeft: number;
}

export class BeginSecondFactor {
  @ApiProperty(PASSWORD)
  @IsString()
  @MaxLength(MAX_PASSWORD_LENGTH)
  password: string;
}

export class SecondFactorKey {
  @ApiProperty({
    description: 'The key in base32, for apps that read no picture. It is shown here and never again.',
  })
  secret: string;
  @ApiProperty({ description: 'The same as `otpauth://` address; show it as a QR code.' })
  uri: string;
}

export class ConfirmSecondFactor {
  @ApiProperty({ ...CODE, description: 'The six digits that the app shows now.' })
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_CODE_LENGTH)
  code: string;
}

export class RecoveryCodes {
  @ApiProperty({
    type: [String],
    description:
      'Ten codes, each of which stands once for one of the app. They are shown here and never again.',
  })
  recoveryCodes: readonly string[];
}

export class RemoveSecondFactor {
  @ApiProperty(PASSWORD)
  @IsString()
  @MaxLength(MAX_PASSWORD_LENGTH)
  password: string;

  @ApiProperty(CODE)
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_CODE_LENGTH)
  code: string;
}

export class AnswerChallenge {
  @ApiProperty({ description: 'The `challenge` of the refusal SECOND_FACTOR_NEEDED.', maxLength: 200 })
  @IsString()
  @MaxLength(200)
  challenge: string;

  @ApiProperty(CODE)
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_CODE_LENGTH)
  code: string;
}
