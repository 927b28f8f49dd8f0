import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, InPerson, SignedIn } from '../platform/auth-guard/index.js';
import {
  BeginSecondFactor,
  ConfirmSecondFactor,
  RecoveryCodes,
  RemoveSecondFactor,
  SecondFactor,
  SecondFactorKey,
} from './second-factor.dto.js';
import { SecondFactorService } from './second-factor.service.js';

@ApiTags('auth')
@ApiBearerAuth()
@InPerson()
@Controller('auth/second-factor')
@SignedIn()
export class SecondFactorController {
  constructor(private readonly factors: SecondFactorService) {}

  @Get()
  @ApiOperation({ summary: 'My second factor', description: 'Whether signing in asks for a code of an app.' })
  @ApiOkResponse({ type: SecondFactor })
  status(@CurrentActor() actor: Actor): Promise<SecondFactor> {
    return this.factors.status(actor.id);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Begin with a second factor',
    description:
      'A key for an app that shows time-based codes (RFC 6238). Nothing is asked for until a code of it is confirmed. 403 WRONG_PASSWORD; 409 SECOND_FACTOR_ON.',
  })
  @ApiOkResponse({ type: SecondFactorKey })
  begin(@CurrentActor() actor: Actor, @Body() { password }: BeginSecondFactor): Promise<SecondFactorKey> {
    return this.factors.begin(actor, password);
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Switch the second factor on',
    description:
      'With a code that the app shows for the key of the beginning. From now on signing in asks for one. 403 CODE_WRONG, 429 after ten of them.',
  })
  @ApiOkResponse({ type: RecoveryCodes })
  confirm(@CurrentActor() actor: Actor, @Body() { code }: ConfirmSecondFactor): Promise<RecoveryCodes> {
    return this.factors.confirm(actor, code);
  }

  @Post('remove')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Switch the second factor off',
    description: 'With the password and a code, or a recovery code in its place.',
  })
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Body() body: RemoveSecondFactor): Promise<void> {
    return this.factors.remove(actor, body);
  }
}
