import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  CurrentActor,
  CurrentSession,
  InPerson,
  Public,
  SignedIn,
} from '../platform/auth-guard/index.js';
import { ChangePassword, ResetPassword } from './password.dto.js';
import { PasswordsService } from './passwords.service.js';

@ApiTags('auth')
@InPerson()
@Controller('auth')
export class PasswordController {
  constructor(private readonly passwords: PasswordsService) {}

  @Post('password')
  @SignedIn()
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Change my password',
    description:
      'Ends all your other sessions. 403 WRONG_PASSWORD for a wrong current one; 429 after ten of them within a quarter of an hour.',
  })
  @ApiNoContentResponse()
  change(
    @CurrentActor() actor: Actor,
    @CurrentSession() sessionId: string | undefined,
    @Body() body: ChangePassword,
  ): Promise<void> {
    return this.passwords.change(actor, sessionId, body);
  }

  @Post('reset-password')
  @Public()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Choose a new password by a link',
    description:
      'With the link that an admin handed out. Works once, ends every session of the person, and does not sign in. 410 RESET_CLOSED when it was used, replaced or has expired.',
  })
  @ApiNoContentResponse()
  reset(@Body() body: ResetPassword): Promise<void> {
    return this.passwords.reset(body);
  }
}
