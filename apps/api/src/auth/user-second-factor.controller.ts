import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, InPerson } from '../platform/auth-guard/index.js';
import { SecondFactor } from './second-factor.dto.js';
import { SecondFactorService } from './second-factor.service.js';

const ID = { name: 'id', description: 'Id of the person.' };

@ApiTags('users')
@ApiBearerAuth()
@InPerson()
@Controller('users/:id/second-factor')
export class UserSecondFactorController {
  constructor(private readonly factors: SecondFactorService) {}

  @Get()
  @Access('user.manage', 'everywhere')
  @ApiParam(ID)
  @ApiOperation({
    summary: 'The second factor of a person',
    description: 'Whether signing in asks the person for a code.',
  })
  @ApiOkResponse({ type: SecondFactor })
  status(@Param('id', ParseUUIDPipe) id: string): Promise<SecondFactor> {
    return this.factors.status(id);
  }

  @Delete()
  @Access('user.manage', 'everywhere')
  @HttpCode(204)
  @ApiParam(ID)
  @ApiOperation({
    summary: 'Take the second factor from a person',
    description:
      'For somebody who has lost the app and the recovery codes: make sure that it is this person who asks. Ends every session. 404 SECOND_FACTOR_MISSING.',
  })
  @ApiNoContentResponse()
  reset(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.factors.reset(actor, id);
  }
}
