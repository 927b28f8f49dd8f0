import { Controller, Delete, HttpCode, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, InPerson } from '../../platform/auth-guard/index.js';
import { OidcLinks } from './oidc-links.js';

@ApiTags('users')
@ApiBearerAuth()
@InPerson()
@Controller('users/:id/provider-link')
export class UserProviderController {
  constructor(private readonly links: OidcLinks) {}

  @Delete()
  @Access('user.manage', 'everywhere')
  @HttpCode(204)
  @ApiParam({ name: 'id', description: 'Id of the person.' })
  @ApiOperation({
    summary: 'Part a person from the OpenID Connect provider',
    description:
      'For somebody who got a new account there. An account without a password is linked anew when somebody with its e-mail address, verified by the provider, signs in. 204 also when there was no link.',
  })
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.links.remove(actor, id);
  }
}
